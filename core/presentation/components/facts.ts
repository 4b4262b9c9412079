import { type Html, type HtmlValue, html } from '../html.ts';

export type Fact = readonly [name: Html | string, value: HtmlValue];

const unknown = html`<span class="muted">unknown</span>`;
const said = (value: HtmlValue): HtmlValue =>
  value === undefined || value === null || value === '' ? unknown : value;

/** A value that nobody has evidence for is said to be unknown. */
export const known = (value: HtmlValue): HtmlValue => said(value);

/** Name and value, one line each, in the order given. */
export const facts = (rows: readonly Fact[]): Html =>
  html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${said(value)}</dd>`)}</dl>`;

/** Short facts side by side, each value below its name. */
export const factPairs = (rows: readonly Fact[]): Html =>
  html`<dl class="pairs">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${said(value)}</dd></div>`)}</dl>`;
