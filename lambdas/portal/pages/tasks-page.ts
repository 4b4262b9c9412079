import { emptyState } from '../../../core/presentation/components/notice.ts';
import { counted, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { duration } from '../../../core/presentation/moment.ts';
import { tierBadge } from '../../../core/presentation/states.ts';
import type { ReviewTask } from '../../../core/risk/ports.ts';
import type { Session } from '../ports.ts';
import { portalPage } from './shell.ts';

export interface Waiting {
  readonly tasks: readonly ReviewTask[];
  /** Questions about the person's APIs. */
  readonly questions: number;
}

const lead = ({ tasks: { length }, questions }: Waiting): string => {
  const reviews =
    length === 1
      ? 'One review waits for your decision.'
      : `${counted(length, 'review')} wait for your decision, soonest due first.`;
  const asked = `${counted(questions, 'question')} about your APIs ${questions === 1 ? 'waits' : 'wait'} for an answer.`;
  if (length === 0 && questions === 0) return 'Nothing waits for you.';
  return [...(length > 0 ? [reviews] : []), ...(questions > 0 ? [asked] : [])].join(' ');
};

const reviewCard = (task: ReviewTask, now: Date): Html => html`<li class="card">
<p class="eyebrow">${task.exceptionId}</p>
<h2>${task.apiName}</h2>
<p class="row">${tierBadge(task.tier)} <span class="small muted">seat ${task.seat}</span></p>
<p>Due ${time(task.dueAt)}<small class="muted">in ${duration(new Date(task.dueAt).getTime() - now.getTime())}; without a decision the request lapses</small></p>
<p><a class="button" href="/reviews/${task.exceptionId}">Review ${task.apiName}</a></p>
</li>`;

const questionsCard = (questions: number): Html => html`<li class="card">
<p class="eyebrow">Attestation</p>
<h2>${counted(questions, 'question')} about your APIs</h2>
<p>Confirm, correct, or say that it is not yours. Without an answer the APIs count as unowned.</p>
<p><a class="button" href="/attestations">Answer</a></p>
</li>`;

/** What waits for one person. */
export const tasksPage = (waiting: Waiting, now: Date, session: Session): string => {
  const { tasks, questions } = waiting;
  return portalPage(
    'My tasks',
    html`<div class="head"><h1>My tasks</h1>
<p class="lead">${lead(waiting)}</p></div>
${
  tasks.length === 0 && questions === 0
    ? emptyState(
        'When an exception needs your seat, or an API of yours your word, it stands here and you get a mail.',
      )
    : html`<ul class="cards">${tasks.map((task) => reviewCard(task, now))}${questions > 0 ? questionsCard(questions) : none}</ul>`
}`,
    session,
    '/',
  );
};
