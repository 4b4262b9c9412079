import { badge, facts, list, notice, table } from '../../../core/presentation/components.ts';
import { type Html, html, none, trusted } from '../../../core/presentation/html.ts';
import { duration, moment } from '../../../core/presentation/moment.ts';
import { consequence, reviewBadge, tierBadge } from '../../../core/presentation/states.ts';
import { controlSheet, gapTable, ratingText, votesOf } from '../../../core/report/sections/reviews.ts';
import type { Dossier, Review, SeatState } from '../../../core/risk/review.ts';
import type { Session } from '../ports.ts';
import { formToken } from '../session.ts';
import { portalPage } from './shell.ts';

export interface ReviewPageInput {
  readonly review: Review;
  readonly dossier: Dossier;
  readonly session: Session;
  readonly now: Date;
  /** Random, for one rendering of the form. */
  readonly nonce: string;
  readonly candidateNames: ReadonlyMap<string, string>;
  readonly minimumRationale: number;
  /** What was typed and why it was not taken. */
  readonly problem?: { readonly message: string; readonly choice: string; readonly rationale: string };
  /** The decision of this person was just recorded. */
  readonly justDecided?: boolean;
}

/** What a decision form's token is bound to: another review, round or dossier is another form. */
export const decisionSubject = (review: Pick<Review, 'exceptionId' | 'round' | 'dossierHash'>): string =>
  `decision|${review.exceptionId}|${review.round}|${review.dossierHash}`;

const checked = (yes: boolean): Html => (yes ? trusted(' checked') : none);

const decisionForm = ({
  review,
  dossier,
  session,
  nonce,
  minimumRationale,
  problem,
}: ReviewPageInput): Html => html`
<form method="post" action="/reviews/${review.exceptionId}/decision" class="card" aria-labelledby="decide">
<h2 id="decide">Your decision</h2>
${problem ? html`<p class="error" role="alert" id="problem">${problem.message}</p>` : none}
<input type="hidden" name="round" value="${review.round}">
<input type="hidden" name="dossierHash" value="${review.dossierHash}">
<input type="hidden" name="nonce" value="${nonce}">
<input type="hidden" name="token" value="${formToken(session, decisionSubject(review), nonce)}">
<fieldset><legend>May ${dossier.apiName} run nonconforming until ${dossier.requestedUntil}?</legend>
<label class="choice"><input type="radio" name="choice" value="APPROVE" required${checked(problem?.choice === 'APPROVE')}><span><b>Approve, on conditions</b><span class="hint">Every alternate measure below has to be proven before the exception becomes active. It ends on ${dossier.requestedUntil} at the latest.</span></span></label>
<label class="choice"><input type="radio" name="choice" value="REJECT" required${checked(problem?.choice === 'REJECT')}><span><b>Reject</b><span class="hint">The API has no permission to run nonconforming. The owner is told, and has to close the gaps or file anew.</span></span></label>
</fieldset>
<label class="field" for="rationale">Rationale <span class="hint" id="rationale-hint">At least ${minimumRationale} characters. It is kept with your name and shown to the owner and to auditors.</span>
<textarea id="rationale" name="rationale" required minlength="${minimumRationale}" maxlength="4000" aria-describedby="rationale-hint">${problem?.rationale ?? ''}</textarea></label>
<button>Record my decision</button>
</form>`;

const seatText = (seat: SeatState, names: ReadonlyMap<string, string>): Html => {
  const candidates = seat.candidates
    .map((person) => names.get(person) ?? 'somebody who left the register')
    .join(', ');
  if (seat.state === 'DECIDED')
    return html`${seat.vote.personName}, ${moment(seat.vote.at)} ${badge(seat.vote.choice.toLowerCase(), seat.vote.choice === 'APPROVE' ? 'good' : 'bad')}`;
  return html`${candidates} ${badge(seat.state.toLowerCase(), seat.state === 'OPEN' ? 'warn' : 'calm')}`;
};

const outcome = (review: Review, justDecided: boolean): Html => {
  if (review.state === 'IN_REVIEW') return none;
  const votes = votesOf(review);
  const tone = review.state === 'CONDITIONAL' ? 'good' : 'bad';
  return notice(
    tone,
    justDecided ? html`<p><b>Your decision is recorded.</b></p>` : none,
    votes.map(
      (vote) =>
        html`<p><b>${vote.choice === 'APPROVE' ? 'Approved' : 'Rejected'}</b> by ${vote.personName} (seat ${vote.seat}) on ${moment(vote.at)}. Receipt <code>${vote.receipt}</code>.</p><p>“${vote.rationale}”</p>`,
    ),
    review.state === 'LAPSED'
      ? html`<p><b>Lapsed</b> on ${moment(review.decidedAt)}: nobody decided in time.</p>`
      : none,
    html`<p>${consequence(review)}</p>`,
  );
};

/** Why a person who may read the review may not decide it. */
const bystander = ({ review, dossier, session }: ReviewPageInput): Html => {
  const { person } = session.actor;
  if (person === dossier.requester.person || person === dossier.apiOwner) {
    return notice(
      'calm',
      html`<p>You asked for this exception or own the API: somebody else has to decide.</p>`,
    );
  }
  return notice(
    'calm',
    html`<p>You hold no open seat in this review. You can read it; ${review.seats.map(({ seat }) => seat).join(', ')} decides.</p>`,
  );
};

/** One page with everything that is needed to decide; the decision first. */
export const reviewPage = (input: ReviewPageInput): string => {
  const { review, dossier, session, now, candidateNames } = input;
  const { person } = session.actor;
  const open = review.state === 'IN_REVIEW' && now < new Date(review.lapseAt);
  const mine =
    open &&
    person !== dossier.requester.person &&
    person !== dossier.apiOwner &&
    review.seats.some((seat) => seat.state === 'OPEN' && seat.candidates.includes(person));
  return portalPage(
    `Review ${review.exceptionId}`,
    html`<p class="eyebrow">Risk review ${review.exceptionId}, round ${review.round}</p>
<h1>${dossier.apiName}</h1>
<p>${reviewBadge(review.state)} ${tierBadge(review.tier)}</p>
<p class="lead">${dossier.requester.name} asks that ${dossier.apiName} may run with ${dossier.gaps.length} ${dossier.gaps.length === 1 ? 'gap' : 'gaps'} until ${dossier.requestedUntil}, with ${dossier.controls.length} alternate ${dossier.controls.length === 1 ? 'measure' : 'measures'}.</p>
${open ? html`<p>Due ${moment(review.lapseAt)} <span class="muted">(in ${duration(new Date(review.lapseAt).getTime() - now.getTime())})</span>. Without a decision it lapses; nothing is approved by time.</p>` : none}
${outcome(review, input.justDecided ?? false)}
${mine ? decisionForm(input) : open ? bystander(input) : none}
<section><h2>What is asked</h2><p>${dossier.justification}</p></section>
<section><h2>The API</h2>${facts([
      ['Owner', dossier.owner],
      ['Partners', dossier.partners.length > 0 ? list(dossier.partners) : 'none is known'],
      ['Data', dossier.dataClass],
      ['Exposure', dossier.exposure],
      [
        'Requests in the logs',
        dossier.requests === 0 ? 'none was seen in the logs that were read' : dossier.requests,
      ],
    ])}</section>
<section><h2>Gaps</h2>${gapTable(dossier.gaps)}</section>
<section><h2>Alternate measures</h2>${dossier.controls.map(controlSheet)}</section>
<section><h2>Risk</h2>${table(
      'Before and after the alternate measures, as the requester rates it',
      [
        { label: '', cell: ([name]) => name },
        { label: 'Rating', cell: ([, rating]) => ratingText(rating) },
      ],
      [['Without measures', dossier.inherentRisk] as const, ['With measures', dossier.residualRisk] as const],
    )}</section>
<section><h2>Who decides</h2>${facts(review.seats.map((seat) => [seat.seat, seatText(seat, candidateNames)] as const))}</section>
<section><h2>For the record</h2>${facts([
      ['Opened', moment(review.openedAt)],
      ['Dossier (SHA-256)', html`<code>${review.dossierHash}</code>`],
      ['Policy', dossier.policyVersion],
    ])}</section>`,
    session,
  );
};
