import { emptyState, facts, notice, table } from '../../presentation/components.ts';
import { type Html, html } from '../../presentation/html.ts';
import { moment } from '../../presentation/moment.ts';
import { consequence, reviewBadge, tierBadge } from '../../presentation/states.ts';
import type { CompensatingControl, Dossier, Gap, Review, RiskRating, Vote } from '../../risk/review.ts';
import type { GovernanceState } from '../governance-state.ts';

export const votesOf = (review: Review): Vote[] =>
  review.seats.flatMap((seat) => (seat.state === 'DECIDED' ? [seat.vote] : []));

export const ratingText = ({ likelihood, impact }: RiskRating): string =>
  `likelihood ${likelihood} × impact ${impact} = ${likelihood * impact} of 25`;

export const gapTable = (gaps: readonly Gap[]): Html =>
  table<Gap>(
    'Gaps: what is required, and what is so',
    [
      { label: 'Gap', cell: ({ gapId }) => html`<code>${gapId}</code>` },
      { label: 'Requirement', cell: ({ requirement }) => requirement },
      { label: 'Finding', cell: ({ finding }) => finding },
    ],
    gaps,
  );

/** The worksheet of one alternate measure (PCI DSS v4.0.1, Appendix C). */
export const controlSheet = (
  control: CompensatingControl,
): Html => html`<details><summary>${control.controlId}: ${control.definition}</summary>
${facts([
  ['Compensates', control.gapIds.join(', ')],
  ['Constraints', control.constraints],
  ['Objective', control.objective],
  ['Identified risk', control.identifiedRisk],
  ['Validation', control.validation],
  ['Maintenance', control.maintenance],
  [
    'Will be proven by',
    control.verifyBy.method === 'automatic'
      ? `machine, check ${control.verifyBy.checkId}`
      : `a person in the seat ${control.verifyBy.seat}`,
  ],
])}</details>`;

const decision = (review: Review): Html => {
  const votes = votesOf(review);
  if (votes.length === 0)
    return notice(
      review.state === 'LAPSED' ? 'bad' : 'warn',
      html`<p><b>${review.state === 'LAPSED' ? `Lapsed ${moment(review.decidedAt)}.` : 'No decision yet.'}</b> ${consequence(review)}</p>`,
    );
  return notice(
    review.state === 'CONDITIONAL' ? 'good' : 'bad',
    votes.map(
      (vote) =>
        html`<p><b>${vote.choice === 'APPROVE' ? 'Approved' : 'Rejected'} by ${vote.personName}</b>, seat ${vote.seat}, ${moment(vote.at)}, receipt <code>${vote.receipt}</code>.</p><p>“${vote.rationale}”</p>`,
    ),
    html`<p>${consequence(review)}</p>`,
  );
};

const one = (review: Review, dossier: Dossier): Html => html`<article class="card">
<h3>${dossier.apiName} <span class="muted">${review.exceptionId}</span> ${reviewBadge(review.state)} ${tierBadge(review.tier)}</h3>
${decision(review)}
${facts([
  ['Asked for', `${dossier.justification}`],
  ['Until', dossier.requestedUntil],
  ['By', dossier.requester.name],
  ['Owner', dossier.owner],
  ['Risk without measures', ratingText(dossier.inherentRisk)],
  ['Risk with measures', ratingText(dossier.residualRisk)],
  ['Round', `${review.round}, opened ${moment(review.openedAt)}, lapses ${moment(review.lapseAt)}`],
  ['Dossier', html`<code>${review.dossierHash}</code>`],
  ['Policy', dossier.policyVersion],
])}
${gapTable(dossier.gaps)}
${dossier.controls.map(controlSheet)}
</article>`;

export const reviews = (state: GovernanceState): Html => html`<section id="reviews">
<h2>Risk reviews</h2>
${state.reviews.length === 0 ? emptyState('No exception was asked for.') : state.reviews.map(({ review, dossier }) => one(review, dossier))}
</section>`;
