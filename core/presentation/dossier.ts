import type { CompensatingControl, Gap, Review, Vote } from '../risk/review.ts';
import { facts } from './components/facts.ts';
import { table } from './components/table.ts';
import { identifier, time } from './components/text.ts';
import { type Html, html, none, trusted } from './html.ts';

export const votesOf = (review: Review): Vote[] =>
  review.seats.flatMap((seat) => (seat.state === 'DECIDED' ? [seat.vote] : []));

/** Who decided what, when and why. */
export const voteText = (vote: Vote): Html =>
  html`<p><b>${vote.choice === 'APPROVE' ? 'Approved' : 'Rejected'}</b> by ${vote.personName} (seat ${vote.seat}) on ${time(vote.at)}.</p>
<blockquote>${vote.rationale}</blockquote>
<p class="small">Receipt <code>${vote.receipt}</code></p>`;

export const gapTable = (gaps: readonly Gap[]): Html =>
  table<Gap>(
    'What is required, and what is so',
    [
      { label: 'Gap', cell: ({ gapId }) => identifier(gapId) },
      { label: 'Requirement', cell: ({ requirement }) => requirement },
      { label: 'Finding', cell: ({ finding }) => finding },
    ],
    gaps,
  );

/** The worksheet of one alternate measure (PCI DSS v4.0.1, Appendix C). */
export const controlSheet = (control: CompensatingControl, open = false): Html => {
  const { controlId, definition, gapIds, verifyBy } = control;
  return html`<details${open ? trusted(' open') : none}><summary>${controlId}: ${definition}</summary>
${facts([
  ['Compensates', gapIds.join(', ')],
  ['Constraints', control.constraints],
  ['Objective', control.objective],
  ['Identified risk', control.identifiedRisk],
  ['Validation', control.validation],
  ['Maintenance', control.maintenance],
  [
    'Will be proven by',
    verifyBy.method === 'automatic'
      ? `machine, check ${verifyBy.checkId}`
      : `a person in the seat ${verifyBy.seat}`,
  ],
])}</details>`;
};
