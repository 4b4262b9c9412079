import { emptyState } from '../../../core/presentation/components/notice.ts';
import { counted, time } from '../../../core/presentation/components/text.ts';
import { html } from '../../../core/presentation/html.ts';
import { duration } from '../../../core/presentation/moment.ts';
import { tierBadge } from '../../../core/presentation/states.ts';
import type { ReviewTask } from '../../../core/risk/ports.ts';
import type { Session } from '../ports.ts';
import { portalPage } from './shell.ts';

const lead = (count: number): string => {
  if (count === 0) return 'Nothing waits for you.';
  return count === 1
    ? 'One review waits for your decision.'
    : `${counted(count, 'review')} wait for your decision, soonest due first.`;
};

/** What waits for one person. */
export const tasksPage = (tasks: readonly ReviewTask[], now: Date, session: Session): string =>
  portalPage(
    'My tasks',
    html`<div class="head"><h1>My tasks</h1>
<p class="lead">${lead(tasks.length)}</p></div>
${
  tasks.length === 0
    ? emptyState('When an exception needs your seat, it stands here and you get a mail.')
    : html`<ul class="cards">${tasks.map(
        (task) => html`<li class="card">
<p class="eyebrow">${task.exceptionId}</p>
<h2>${task.apiName}</h2>
<p class="row">${tierBadge(task.tier)} <span class="small muted">seat ${task.seat}</span></p>
<p>Due ${time(task.dueAt)}<small class="muted">in ${duration(new Date(task.dueAt).getTime() - now.getTime())}; without a decision the request lapses</small></p>
<p><a class="button" href="/reviews/${task.exceptionId}">Review ${task.apiName}</a></p>
</li>`,
      )}</ul>`
}`,
    session,
    '/',
  );
