/** What the form of one question is bound to: the moment it was shown is part of it, so that nobody shortens or stretches it. */
export const answerSubject = ({
  listId = '',
  questionId = '',
  shownAt = '',
}: Readonly<Record<string, string>>): string => `answer|${listId}|${questionId}|${shownAt}`;

export const submitSubject = (listId: string): string => `submit|${listId}`;
