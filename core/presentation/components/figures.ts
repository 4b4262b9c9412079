import { type Html, html } from '../html.ts';

export interface Figure {
  readonly value: number | string;
  readonly label: string;
  /** What the number means, one short sentence. */
  readonly meaning: string;
}

/** Head figures, each with what it means. */
export const figures = (items: readonly Figure[]): Html =>
  html`<ul class="figures">${items.map(({ value, label, meaning }) => html`<li class="figure"><b>${value}</b><span>${label}</span><small>${meaning}</small></li>`)}</ul>`;
