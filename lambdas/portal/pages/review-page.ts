import { badge } from '../../../core/presentation/components/badge.ts';
import { facts } from '../../../core/presentation/components/facts.ts';
import { riskMatrix } from '../../../core/presentation/components/risk-matrix.ts';
import { list } from '../../../core/presentation/components/table.ts';
import { address, counted, time } from '../../../core/presentation/components/text.ts';
import { controlSheet, gapTable } from '../../../core/presentation/dossier.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { day, duration } from '../../../core/presentation/moment.ts';
import { reviewBadge, tierBadge } from '../../../core/presentation/states.ts';
import type { SeatState } from '../../../core/risk/review.ts';
import { decisionForm } from './decision-form.ts';
import type { ReviewPageInput } from './review-input.ts';
import { standing } from './review-standing.ts';
import { portalPage } from './shell.ts';

const seatText = (seat: SeatState, names: ReadonlyMap<string, string>): Html => {
  if (seat.state === 'DECIDED')
    return html`${seat.vote.personName}, ${time(seat.vote.at)} ${badge(seat.vote.choice === 'APPROVE' ? 'approved' : 'rejected', seat.vote.choice === 'APPROVE' ? 'good' : 'bad')}`;
  const candidates = seat.candidates.map((person) => names.get(person) ?? 'somebody who left the register');
  return html`${candidates.join(' or ')} ${seat.state === 'OPEN' ? badge('open', 'warn') : badge('no longer needed')}`;
};

const dueText = ({ review, now }: ReviewPageInput): Html => {
  const left = new Date(review.lapseAt).getTime() - now.getTime();
  if (review.state !== 'IN_REVIEW' || left <= 0) return none;
  return html`<p>Due ${time(review.lapseAt)}, in ${duration(left)}. Without a decision it lapses; nothing is approved by time.</p>`;
};

/** Why a decision was not taken, where there is no form to say it; what was typed is not lost. */
const notTaken = ({ problem }: ReviewPageInput): Html =>
  problem
    ? html`<div class="notice bad" role="alert"><p><b>Not recorded.</b> ${problem.message}</p>${problem.rationale ? html`<p>You wrote:</p><blockquote>${problem.rationale}</blockquote>` : none}</div>`
    : none;

const evidence = ({ review, dossier, names }: ReviewPageInput): Html => html`
<section><h2>What is asked</h2><p>${dossier.justification}</p></section>
<section><h2>The API</h2>${facts([
  ['Owner', address(dossier.owner)],
  ['Partners', dossier.partners.length > 0 ? list(dossier.partners) : 'none is known'],
  ['Data', dossier.dataClass],
  ['Exposure', dossier.exposure],
  [
    'Traffic',
    dossier.requests === 0
      ? 'none in the logs that were read'
      : `${counted(dossier.requests, 'request')} in the logs that were read`,
  ],
])}</section>
<section><h2>Gaps</h2>${gapTable(dossier.gaps)}</section>
<section><h2>Alternate measures</h2>${dossier.controls.map((control) => controlSheet(control, dossier.controls.length < 4))}</section>
<section><h2>Risk, as the requester rates it</h2>${riskMatrix(dossier.inherentRisk, dossier.residualRisk)}</section>
<section><h2>Who decides</h2>${facts(review.seats.map((seat) => [seat.seat, seatText(seat, names)] as const))}</section>
<section><h2>For the record</h2>${facts([
  ['Case', html`<code>${review.exceptionId}</code>, round ${review.round}`],
  ['Opened', time(review.openedAt)],
  ['Lapses', time(review.lapseAt)],
  ['Dossier (SHA-256)', html`<code>${review.dossierHash}</code>`],
  ['Policy', dossier.policyVersion],
])}</section>`;

/** One page with everything that is needed to decide; the decision first. */
export const reviewPage = (input: ReviewPageInput): string => {
  const { review, dossier, session, problem } = input;
  const status = standing(input);
  return portalPage(
    `${problem ? 'Not recorded: ' : ''}${dossier.apiName}, review ${review.exceptionId}`,
    html`<div class="head"><p class="eyebrow">Risk review ${review.exceptionId}</p>
<h1>${dossier.apiName}</h1>
<p class="row">${reviewBadge(review.state)} ${tierBadge(review.tier)}</p>
<p class="lead">${dossier.requester.name} asks that ${dossier.apiName} may run with ${counted(dossier.gaps.length, 'gap')} and ${counted(dossier.controls.length, 'alternate measure')} until ${day(dossier.requestedUntil)}.</p>
${dueText(input)}
${review.round > 1 ? html`<p>This is round ${review.round}: the request was changed, and votes of earlier rounds do not count.</p>` : none}</div>
<div class="case"><div class="flow">${status === 'MAY_DECIDE' ? decisionForm(input) : html`${notTaken(input)}${status}`}</div><div>${evidence(input)}</div></div>`,
    session,
  );
};
