import { type Html, type HtmlValue, html } from '../html.ts';
import type { Tone } from './badge.ts';

/** What the reader has to know before anything else. */
export const notice = (tone: Tone, ...content: readonly HtmlValue[]): Html =>
  html`<div class="notice ${tone}">${content}</div>`;

/** Says that there is nothing, and why that is so. */
export const emptyState = (text: string): Html => html`<p class="empty">${text}</p>`;
