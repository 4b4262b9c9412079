import { factPairs } from '../../presentation/components/facts.ts';
import { emptyState, notice } from '../../presentation/components/notice.ts';
import { riskMatrix } from '../../presentation/components/risk-matrix.ts';
import { address, identifier, time } from '../../presentation/components/text.ts';
import { controlSheet, gapTable, votesOf, voteText } from '../../presentation/dossier.ts';
import { type Html, html } from '../../presentation/html.ts';
import { day } from '../../presentation/moment.ts';
import { consequence, reviewBadge, tierBadge } from '../../presentation/states.ts';
import type { Dossier, Review } from '../../risk/review.ts';
import type { GovernanceState } from '../governance-state.ts';

const decision = (review: Review): Html => {
  const means = html`<p>${consequence(review)}</p>`;
  switch (review.state) {
    case 'IN_REVIEW':
      return notice(
        'warn',
        html`<p><b>No decision yet.</b> It lapses on ${time(review.lapseAt)}.</p>`,
        votesOf(review).map(voteText),
        means,
      );
    case 'LAPSED':
      return notice('bad', html`<p><b>Lapsed</b> on ${time(review.decidedAt)}.</p>`, means);
    case 'CONDITIONAL':
      return notice('good', votesOf(review).map(voteText), means);
    case 'REJECTED':
      return notice('bad', votesOf(review).map(voteText), means);
  }
};

const one = (review: Review, dossier: Dossier): Html => html`<article class="card" id="${review.exceptionId}">
<h3 class="row">${dossier.apiName} ${reviewBadge(review.state)} ${tierBadge(review.tier)}</h3>
<p>${dossier.justification}</p>
${decision(review)}
${factPairs([
  ['Case', html`${identifier(review.exceptionId)}, round ${review.round}`],
  ['Asked by', dossier.requester.name],
  ['Owner', address(dossier.owner)],
  ['Asked for until', day(dossier.requestedUntil)],
  ['Opened', time(review.openedAt)],
  ['Policy', dossier.policyVersion],
])}
<details><summary>Dossier: gaps, alternate measures, risk</summary>
${gapTable(dossier.gaps)}
${dossier.controls.map((control) => controlSheet(control))}
${riskMatrix(dossier.inherentRisk, dossier.residualRisk)}
<p class="small muted">SHA-256 of the dossier that was decided on: <code>${review.dossierHash}</code></p>
</details>
</article>`;

/** Every exception that was asked for, with its decision: who, when, why, and what it means. */
export const reviews = (state: GovernanceState): Html => html`<section id="reviews">
<h2>Risk reviews</h2>
${state.reviews.length === 0 ? emptyState('No exception was asked for.') : state.reviews.map(({ review, dossier }) => one(review, dossier))}
</section>`;
