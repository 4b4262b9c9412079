import { type Html, type HtmlValue, html, none, trusted } from './html.ts';

export type Tone = 'good' | 'bad' | 'warn' | 'calm';

/** A state in words; the colour only repeats it. */
export const badge = (label: string, tone: Tone = 'calm'): Html =>
  html`<span class="badge ${tone}">${label}</span>`;

export const notice = (tone: Tone, ...content: readonly HtmlValue[]): Html =>
  html`<div class="notice ${tone}">${content}</div>`;

export const emptyState = (text: string): Html => html`<p class="empty">${text}</p>`;

/** Name and value, in the order given; absent values are said to be unknown. */
export const facts = (rows: readonly (readonly [string, HtmlValue])[]): Html =>
  html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value === undefined || value === '' ? html`<span class="muted">unknown</span>` : value}</dd>`)}</dl>`;

export interface Figure {
  readonly value: number | string;
  readonly label: string;
  /** What the number means, one short sentence. */
  readonly meaning: string;
}

export const figures = (items: readonly Figure[]): Html =>
  html`<ul class="figures">${items.map(({ value, label, meaning }) => html`<li class="figure"><b>${value}</b><span>${label}</span><small>${meaning}</small></li>`)}</ul>`;

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => HtmlValue;
  readonly number?: boolean;
}

/** A table with a caption; on a phone each row becomes a card. The first column names the row. */
export const table = <Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  className = '',
): Html => html`
<div class="scroll"><table class="stack ${className}">
<caption>${caption}</caption>
<thead><tr>${columns.map(({ label, number }) => html`<th scope="col"${number ? trusted(' class="number"') : none}>${label}</th>`)}</tr></thead>
<tbody>${rows.map(
  (row) =>
    html`<tr>${columns.map(({ label, cell, number }, index) =>
      index === 0
        ? html`<th scope="row">${cell(row)}</th>`
        : html`<td data-label="${label}"${number ? trusted(' class="number"') : none}>${cell(row)}</td>`,
    )}</tr>`,
)}</tbody>
</table></div>`;

export const list = (items: readonly HtmlValue[]): Html =>
  html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

/** A horizontal bar of shares with its numbers in words below it. */
export const shareBar = (
  title: string,
  parts: readonly { readonly label: string; readonly value: number; readonly tone: Tone }[],
): Html => {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return none;
  let at = 0;
  const bars = parts
    .filter(({ value }) => value > 0)
    .map(({ value, tone }) => {
      const width = (value / total) * 100;
      const bar = html`<rect x="${at.toFixed(3)}%" width="${Math.max(0, width - 0.4).toFixed(3)}%" height="14" rx="3" fill="var(--${tone})"></rect>`;
      at += width;
      return bar;
    });
  return html`<figure style="margin:0"><svg role="img" aria-label="${title}: ${parts.map(({ label, value }) => `${value} ${label}`).join(', ')}" width="100%" height="14">${bars}</svg>
<figcaption class="row small">${parts.map(({ label, value, tone }) => html`<span>${badge(String(value), tone)} ${label}</span>`)}</figcaption></figure>`;
};
