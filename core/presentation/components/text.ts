import { type Html, html } from '../html.ts';
import { moment } from '../moment.ts';

/** A point in time, readable and machine-readable. */
export const time = (iso: string): Html => html`<time datetime="${iso}">${moment(iso)}</time>`;

/** A short identifier that is never broken over lines. */
export const identifier = (text: string): Html => html`<code class="id">${text}</code>`;

/** A mail address or team that may break after its `@`, and nowhere inside a word. */
export const address = (text: string): Html => {
  const at = text.indexOf('@') + 1;
  return at > 0 ? html`${text.slice(0, at)}<wbr>${text.slice(at)}` : html`${text}`;
};

/** `1 gap`, `2 gaps`, `2 APIs`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** A path, file key or pointer; a line may break after each of its slashes. */
export const path = (text: string): Html =>
  html`<code>${text.split(/(?<=\/)/).map((part, index) => (index === 0 ? part : html`<wbr>${part}`))}</code>`;
