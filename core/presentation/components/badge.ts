import { type Html, html } from '../html.ts';

export type Tone = 'good' | 'bad' | 'warn' | 'calm';

/** A state in words; the colour only repeats it. */
export const badge = (label: string, tone: Tone = 'calm'): Html =>
  html`<span class="badge ${tone}">${label}</span>`;
