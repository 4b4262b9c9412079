import { roles } from '../../../core/inventory/stakeholder.ts';
import { constituencies } from '../../../core/people/constituencies.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { boxField, textField } from '../../../core/presentation/components/field.ts';
import { emptyState } from '../../../core/presentation/components/notice.ts';
import { counted, time } from '../../../core/presentation/components/text.ts';
import { html, none } from '../../../core/presentation/html.ts';
import { isOpen, type WorkshopSession } from '../../../core/workshop/session.ts';
import type { Session } from '../ports.ts';
import { formProof } from './form-proof.ts';
import { portalPage } from './shell.ts';

export const openWorkshopSubject = 'workshop|open';

export interface WorkshopsPageInput {
  readonly sessions: readonly WorkshopSession[];
  readonly mayOpen: boolean;
  readonly now: Date;
  readonly nonce: string;
  readonly session: Session;
}

/** The workshops of one person, newest first. */
export const workshopsPage = ({ sessions, mayOpen, now, nonce, session }: WorkshopsPageInput): string =>
  portalPage(
    'Workshop',
    html`<div class="head"><h1>Workshop</h1>
<p class="lead">Everybody writes down the APIs they remember, each for themselves, before anybody sees what was found. That way it can be told how much is still unknown.</p></div>
${
  sessions.length === 0
    ? emptyState(
        'You are invited to no workshop. A file of a workshop can be handed in as workshop/NAME.csv.',
      )
    : html`<ul class="cards">${sessions.map(
        (one) => html`<li class="card">
<h2>${one.title}</h2>
<p class="row">${isOpen(one, now) ? badge('open', 'good') : badge('over')} <span class="small muted">${counted(one.invited.length, 'person', 'people')} invited</span></p>
<p>Opened ${time(one.openedAt)}</p>
<p><a class="button" href="/workshop/${one.sessionId}" aria-label="${isOpen(one, now) ? 'Take part' : 'See what came of it'}: ${one.title}">${isOpen(one, now) ? 'Take part' : 'See what came of it'}</a></p>
</li>`,
      )}</ul>`
}
${
  mayOpen
    ? html`<section><form method="post" action="/workshop" class="card" aria-labelledby="open">
<h2 id="open">Open a workshop</h2>
${formProof(session, openWorkshopSubject, nonce)}
${textField({ id: 'title', label: 'Title', required: true, maxLength: 100 })}
${boxField(
  'Who is invited',
  roles.map((role) => ({ name: `invite-${role}`, label: constituencies[role].title, checked: true })),
)}
<p class="hint">Pages that name APIs are closed to them until they finish their list. It ends by itself after four hours.</p>
<button>Open it</button>
</form></section>`
    : none
}`,
    session,
    '/workshop',
  );
