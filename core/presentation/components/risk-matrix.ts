import type { RiskRating } from '../../risk/review.ts';
import { type Html, html } from '../html.ts';

const levels = [1, 2, 3, 4, 5] as const;
const cell = 26;
const left = 34;

/** `likelihood 2 × impact 3 = 6 of 25`. */
export const ratingText = ({ likelihood, impact }: RiskRating): string =>
  `likelihood ${likelihood} × impact ${impact} = ${likelihood * impact} of 25`;

const centre = ({ likelihood, impact }: RiskRating): readonly [number, number] => [
  left + (impact - 0.5) * cell,
  (5 - likelihood + 0.5) * cell,
];

/** Where a risk stands without and with the alternate measures; a picture of the two ratings, which stand beside it. */
export const riskMatrix = (inherent: RiskRating, residual: RiskRating): Html => {
  const [fromX, fromY] = centre(inherent);
  const [toX, toY] = centre(residual);
  const size = left + 5 * cell + 2;
  const height = size + 14;
  return html`<div class="risk"><svg class="chart" aria-hidden="true" width="${size}" height="${height}" viewBox="0 0 ${size} ${height}">
${levels.map((likelihood) =>
  levels.map(
    (impact) =>
      html`<rect class="fill-bad" fill-opacity="${(0.05 + (likelihood * impact) / 45).toFixed(2)}" x="${left + (impact - 1) * cell}" y="${(5 - likelihood) * cell}" width="${cell - 2}" height="${cell - 2}" rx="3"></rect>`,
  ),
)}
${levels.map((level) => html`<text class="quiet" x="20" y="${(5 - level + 0.5) * cell + 3}">${level}</text><text class="quiet" x="${left + (level - 0.5) * cell - 4}" y="${5 * cell + 15}">${level}</text>`)}
<text class="quiet" x="${left + 2.5 * cell}" y="${5 * cell + 31}" text-anchor="middle">impact</text>
<text class="quiet" transform="rotate(-90)" x="${-2.5 * cell}" y="9" text-anchor="middle">likelihood</text>
<line x1="${fromX}" y1="${fromY}" x2="${toX}" y2="${toY}" stroke="var(--ink)" stroke-width="1.5" stroke-dasharray="3 3"></line>
<circle cx="${fromX}" cy="${fromY}" r="6.5" fill="var(--surface)" stroke="var(--ink)" stroke-width="2"></circle>
<circle cx="${toX}" cy="${toY}" r="7" fill="var(--ink)"></circle>
</svg>
<dl class="pairs"><div><dt>○ Without measures</dt><dd>${ratingText(inherent)}</dd></div><div><dt>● With measures</dt><dd>${ratingText(residual)}</dd></div></dl></div>`;
};
