import type { PersonId } from '../identifiers.ts';
import { dataClasses, exposures, lifecycles } from '../inventory/evidence.ts';
import { type Fact, sameValue } from './fact.ts';
import type { Answer, AttestationList, Draft, GivenAnswer, Question } from './question.ts';

/** Values that a fact can have, where they are a closed list. */
export const choicesOf = (fact: Fact): readonly string[] | undefined => {
  switch (fact) {
    case 'exposure':
      return exposures;
    case 'dataClass':
      return dataClasses;
    case 'existence':
      return lifecycles;
    default:
      return undefined;
  }
};

export const longestValue = 200;

export type AnswerResult =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly message: string };

const refused = (message: string): AnswerResult => ({ ok: false, message });

/** What has to be written out to confirm a typed question. */
export const expectedText = ({ fact, shown, apiName }: Question): string | undefined =>
  fact === 'existence' || fact === 'exception' ? apiName : shown;

const valued = (question: Question, text: string): AnswerResult => {
  if (text === '') return refused('Write the value, or choose another answer.');
  if (text.length > longestValue) return refused(`Write at most ${longestValue} characters.`);
  const expected = question.mode === 'typed' ? expectedText(question) : question.shown;
  if (expected !== undefined && sameValue(expected, text)) return { ok: true, answer: { kind: 'confirm' } };
  const choices = choicesOf(question.fact);
  const value = choices?.find((one) => sameValue(one, text)) ?? text;
  if (choices && !choices.includes(value)) {
    const typed = question.mode === 'typed' && question.fact === 'existence';
    return refused(
      `Write one of ${choices.join(', ')}${typed ? `, or ${question.apiName} if it is in use` : ''}.`,
    );
  }
  return { ok: true, answer: { kind: 'correct', value } };
};

/**
 * Reads the form of one question. A typed question takes no tick: writing what is shown confirms it, writing something
 * else corrects it.
 * @param personOf who is meant by a mail address, name or team; never the person who answers
 */
export const readAnswer = (
  question: Question,
  fields: Readonly<Record<string, string>>,
  personOf: (text: string) => PersonId | undefined,
): AnswerResult => {
  const text = (fields.value ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();
  switch (fields.answer) {
    case 'confirm':
      if (question.mode === 'typed') return refused('For this tier the answer is written out, not ticked.');
      if (question.shown === undefined) return refused('There is nothing to confirm: write the value.');
      return { ok: true, answer: { kind: 'confirm' } };
    case 'correct':
      return valued(question, text);
    case 'disown':
      return { ok: true, answer: { kind: 'disown' } };
    case 'reassign': {
      const to = personOf(fields.to ?? '');
      return to
        ? { ok: true, answer: { kind: 'reassign', to } }
        : refused('Write the mail address, name or team of somebody else of the register.');
    }
    case 'unknown':
      return { ok: true, answer: { kind: 'unknown' } };
    default:
      return refused('Choose an answer.');
  }
};

const isEqual = (a: Answer, b: Answer): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Saves one answer; until the list is submitted it can be changed or taken back. */
export const saveAnswer = (
  list: AttestationList,
  questionId: string,
  answer: Answer,
  { now, shownAt }: { readonly now: Date; readonly shownAt: Date },
): AttestationList => {
  const before = list.drafts[questionId];
  const draft: Draft = {
    answer,
    savedAt: now.toISOString(),
    seconds: before?.seconds ?? Math.max(0, Math.round((now.getTime() - shownAt.getTime()) / 1000)),
    edits: (before?.edits ?? 0) + (before && !isEqual(before.answer, answer) ? 1 : 0),
  };
  return { ...list, version: list.version + 1, drafts: { ...list.drafts, [questionId]: draft } };
};

export const undoAnswer = (list: AttestationList, questionId: string): AttestationList => {
  const { [questionId]: _, ...drafts } = list.drafts;
  return { ...list, version: list.version + 1, drafts };
};

export const unanswered = ({ questions, drafts }: AttestationList): readonly Question[] =>
  questions.filter(({ questionId }) => drafts[questionId] === undefined);

/** Every answer of the list; those to statements that were known to be false are among them. */
export const answersOf = ({
  listId,
  person,
  questions,
  drafts,
  closedAt = '',
}: AttestationList): readonly GivenAnswer[] =>
  questions.flatMap((question) => {
    const draft = drafts[question.questionId];
    if (!draft) return [];
    const { answer, seconds, edits } = draft;
    return [{ listId, person, question, answer, at: closedAt, seconds, edits }];
  });

/** Closes a list. `SUBMITTED` needs an answer to every question, of which "I do not know" is one. */
export const closeList = (
  list: AttestationList,
  state: 'SUBMITTED' | 'LAPSED',
  now: Date,
): AttestationList => ({ ...list, state, closedAt: now.toISOString(), version: list.version + 1 });
