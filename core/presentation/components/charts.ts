import { type Html, html, none } from '../html.ts';
import { badge, type Tone } from './badge.ts';

export interface Part {
  readonly label: string;
  readonly value: number;
  readonly tone: Tone;
}

const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

/** A bar of shares; the numbers stand in words below it. */
export const shareBar = (title: string, parts: readonly Part[]): Html => {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return none;
  let at = 0;
  const bars = parts
    .filter(({ value }) => value > 0)
    .map(({ value, tone }) => {
      const width = (value / total) * 100;
      const bar = html`<rect class="fill-${tone}" x="${percent(at)}" width="${percent(Math.max(0, width - 0.4))}" height="12" rx="3"></rect>`;
      at += width;
      return bar;
    });
  return html`<figure class="flow"><svg class="chart" aria-hidden="true" width="100%" height="12">${bars}</svg>
<figcaption class="row small"><span class="muted">${title}</span>${parts.map(({ label, value, tone }) => badge(`${value} ${label}`, tone))}</figcaption></figure>`;
};

/** How many are left after each step; every bar is measured on the first. */
export const funnel = (
  title: string,
  steps: readonly { readonly label: string; readonly value: number }[],
): Html => {
  const all = steps[0]?.value ?? 0;
  if (all === 0) return none;
  return html`<figure class="flow"><figcaption class="small muted">${title}</figcaption>
<ol class="steps">${steps.map(
    ({ label, value }) =>
      html`<li><span>${label}</span><svg class="chart" aria-hidden="true" width="100%" height="12"><rect class="fill-none" width="100%" height="12" rx="3"></rect><rect class="fill-calm" width="${percent((Math.min(value, all) / all) * 100)}" height="12" rx="3"></rect></svg><b class="number">${value}</b></li>`,
  )}</ol></figure>`;
};
