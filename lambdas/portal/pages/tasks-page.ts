import { emptyState } from '../../../core/presentation/components.ts';
import { html } from '../../../core/presentation/html.ts';
import { duration, moment } from '../../../core/presentation/moment.ts';
import { tierBadge } from '../../../core/presentation/states.ts';
import type { ReviewTask } from '../../../core/risk/ports.ts';
import type { Session } from '../ports.ts';
import { portalPage } from './shell.ts';

export const tasksPage = (tasks: readonly ReviewTask[], now: Date, session: Session): string =>
  portalPage(
    'My tasks',
    html`<h1>My tasks</h1>
<p class="lead">${tasks.length === 0 ? 'Nothing waits for you.' : `${tasks.length} ${tasks.length === 1 ? 'review waits' : 'reviews wait'} for your decision, soonest due first.`}</p>
${
  tasks.length === 0
    ? emptyState('When an exception needs your seat, it stands here and you get a mail.')
    : html`<ul class="cards">${tasks.map(
        (task) => html`<li class="card">
<p class="eyebrow">${task.exceptionId}</p>
<h2>${task.apiName}</h2>
<p>${tierBadge(task.tier)} seat ${task.seat}</p>
<p>Due ${moment(task.dueAt)}<br><span class="muted">in ${duration(new Date(task.dueAt).getTime() - now.getTime())}; without a decision the request lapses</span></p>
<p><a class="button" href="/reviews/${task.exceptionId}">Review ${task.apiName}</a></p>
</li>`,
      )}</ul>`
}`,
    session,
    '/',
  );
