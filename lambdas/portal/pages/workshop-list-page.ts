import { emptyState, notice } from '../../../core/presentation/components/notice.ts';
import { counted, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { duration } from '../../../core/presentation/moment.ts';
import type { Claim, Workshop } from '../../../core/workshop/claim.ts';
import type { Session } from '../ports.ts';
import { captureForm } from './capture-form.ts';
import { formProof } from './form-proof.ts';
import { portalPage } from './shell.ts';
import { workshopSubject } from './workshop-subjects.ts';

export interface WorkshopPageInput {
  readonly workshop: Workshop;
  /** What this person wrote and did not take back. */
  readonly own: readonly Claim[];
  readonly session: Session;
  readonly now: Date;
  readonly nonce: string;
  /** A form that was not taken. */
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: Readonly<Record<string, string>>;
}

const sureLabel = { sure: 'sure', think: 'I think so', heard: 'heard of it' } as const;

export const claimFacts = ({ capture }: Claim): string =>
  [
    capture.partner,
    capture.where,
    capture.runBy && `run by ${capture.runBy}`,
    ...capture.touches,
    sureLabel[capture.sure],
    capture.stillUsed === 'no' ? 'out of use' : undefined,
  ]
    .filter(Boolean)
    .join(' · ');

/** What somebody wrote, each with the way to take it back. */
export const ownList = ({ workshop, own, session, nonce }: WorkshopPageInput): Html => {
  const { sessionId } = workshop.session;
  if (own.length === 0) return emptyState('Nothing yet. What you add stands here and is seen by you alone.');
  return html`<ul class="plain">${own.map(
    (
      claim,
    ) => html`<li class="card"><p><b>${claim.capture.what}</b></p><p class="small muted">${claimFacts(claim)}</p>
<form method="post" action="/workshop/${sessionId}/withdraw">${formProof(session, workshopSubject('withdraw', sessionId), `${nonce}-${claim.claimId}`)}<input type="hidden" name="claimId" value="${claim.claimId}"><button class="quiet" aria-label="Take it back: ${claim.capture.what}">Take it back</button></form></li>`,
  )}</ul>`;
};

export const captureOf = (input: WorkshopPageInput): Html => {
  const { sessionId } = input.workshop.session;
  return captureForm({
    title: 'One API that you remember',
    action: `/workshop/${sessionId}/claims`,
    subject: workshopSubject('claim', sessionId),
    session: input.session,
    nonce: input.nonce,
    ...(input.typed ? { typed: input.typed } : {}),
    ...(input.problems ? { problems: input.problems } : {}),
  });
};

/** The private list: nothing here comes from anywhere but this person's memory. */
export const listPage = (input: WorkshopPageInput): string => {
  const { workshop, own, session, now, nonce, problems } = input;
  const { sessionId, title, endsAt } = workshop.session;
  return portalPage(
    `${problems ? 'Not recorded: ' : ''}${title}`,
    html`<div class="head"><p class="eyebrow">Workshop</p><h1>${title}</h1>
<p class="lead">Write down every API you remember. Nobody else sees your list, and you see nothing of what was found, until you finish it.</p>
<p>Ends ${time(endsAt)}, in ${duration(new Date(endsAt).getTime() - now.getTime())}.</p></div>
<div class="case"><div>${captureOf(input)}</div>
<div><section id="list"><h2>My list${own.length > 0 ? `: ${counted(own.length, 'API')}` : none}</h2>${ownList(input)}</section>
<section>${notice(
      'calm',
      html`<p><b>Done?</b> Then what was found is shown, and lists are compared. You can still add to yours; it counts as remembered afterwards.</p>
<form method="post" action="/workshop/${sessionId}/finish">${formProof(session, workshopSubject('finish', sessionId), nonce)}<button class="second">Finish my list</button></form>`,
    )}</section></div></div>`,
    session,
    '/workshop',
  );
};
