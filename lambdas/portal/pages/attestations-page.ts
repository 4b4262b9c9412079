import { unanswered } from '../../../core/attestation/answering.ts';
import { dueAt } from '../../../core/attestation/follow-up.ts';
import type { AttestationPolicy } from '../../../core/attestation/policy.ts';
import type { AttestationList } from '../../../core/attestation/question.ts';
import type { Stakeholder } from '../../../core/inventory/stakeholder.ts';
import { emptyState, notice } from '../../../core/presentation/components/notice.ts';
import { counted, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import type { Session } from '../ports.ts';
import { submitSubject } from './attestation-subjects.ts';
import { formProof } from './form-proof.ts';
import { questionCard } from './question-form.ts';
import { portalPage } from './shell.ts';

export interface AttestationsPageInput {
  /** Open lists, oldest first. */
  readonly lists: readonly AttestationList[];
  readonly people: readonly Stakeholder[];
  readonly policy: AttestationPolicy;
  readonly now: Date;
  readonly nonce: string;
  readonly session: Session;
  /** A list was just submitted. */
  readonly done?: boolean;
  readonly problem?: {
    readonly questionId: string;
    readonly message: string;
    readonly fields: Readonly<Record<string, string>>;
  };
}

const submit = (list: AttestationList, { session, nonce }: AttestationsPageInput): Html => {
  const { length } = unanswered(list);
  if (length > 0)
    return html`<p class="muted">${counted(length, 'question')} of this list ${length === 1 ? 'has' : 'have'} no answer yet. When all have one, you submit the list.</p>`;
  return html`<form method="post" action="/attestations/submit">${formProof(session, submitSubject(list.listId), `${nonce}-${list.listId}`)}<input type="hidden" name="listId" value="${list.listId}">
<p>Every question has an answer. After this they stand, with your name and the time.</p><button>Submit my answers</button></form>`;
};

const section = (list: AttestationList, input: AttestationsPageInput): Html => {
  const { questions, listId, week } = list;
  const { policy, people, session, now, nonce, problem } = input;
  return html`<section aria-labelledby="${listId}"><h2 id="${listId}">Week ${week.slice(6)}, ${counted(questions.length, 'question')}</h2>
<p>Most urgent first. Without an answer by ${time(dueAt(list, policy))} these APIs count as unowned; nothing is confirmed by time.</p>
<ul class="plain questions">${questions.map((question) =>
    questionCard({
      list,
      question,
      people,
      session,
      now,
      nonce,
      ...(problem?.questionId === question.questionId ? { problem } : {}),
    }),
  )}</ul>
${submit(list, input)}</section>`;
};

/** What one person is asked: one by one, each saved by itself, submitted as a list. There is nothing that answers all at once. */
export const attestationsPage = (input: AttestationsPageInput): string => {
  const { lists, policy, session, done, problem } = input;
  const waiting = lists.flatMap(unanswered).length;
  return portalPage(
    `${problem ? 'Not recorded: ' : ''}Attestation`,
    html`<div class="head"><h1>Attestation</h1>
<p class="lead">${
      lists.length === 0
        ? 'Nothing is asked of you.'
        : `${counted(waiting, 'question')} ${waiting === 1 ? 'waits' : 'wait'} for an answer. You are asked at most ${policy.questionsPerWeek} a week: what changed, what is risky, and what sources disagree on.`
    }</p>
<p class="small muted">What configuration and traffic show is not asked. Some statements are wrong on purpose, to tell how carefully answers are given.</p></div>
${done ? notice('good', html`<p role="status"><b>Submitted.</b> The next cycle builds the catalogue with your answers.</p>`) : none}
${lists.length === 0 ? emptyState('When a fact about an API of yours has to be confirmed, it stands here and you get a mail.') : lists.map((list) => section(list, input))}`,
    session,
    '/attestations',
  );
};
