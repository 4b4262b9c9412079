import { emptyState } from '../../core/presentation/components/notice.ts';
import { html, trusted } from '../../core/presentation/html.ts';
import { page } from '../../core/presentation/layout.ts';
import { stylesheet } from '../../core/presentation/stylesheet.ts';
import { type LocalMail, mailbox } from '../mailbox.ts';
import type { Reply } from './http.ts';

/** Addresses in a mail's text as links; everything else is text. */
const withLinks = (text: string) =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part));

const one = ({ to, subject, text }: LocalMail) => html`<article class="card">
<p class="muted">To ${to.join(', ')}</p>
<h2>${subject}</h2>
${text
  .trim()
  .split(/\n\n+/)
  .map((paragraph) => html`<p>${withLinks(paragraph)}</p>`)}
</article>`;

/** The mails of the demo bank's people, newest first, as a page: who they are to is theirs to read here only. */
export const mailPage = async (upstream: string): Promise<Reply> => {
  const mails = (await mailbox(upstream).read()).toReversed();
  const text = page({
    title: 'Mailbox',
    styles: trusted(`<style>${stylesheet}</style>`),
    main: html`<h1>Mailbox of the demo bank</h1>
${mails.length > 0 ? mails.map(one) : emptyState('No mail was sent yet.')}`,
    footer: html`Local AWS sends no mail: it keeps what it would have sent here.`,
  });
  return {
    status: 200,
    headers: [
      'Content-Type',
      'text/html; charset=utf-8',
      'Cache-Control',
      'no-store',
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'",
    ],
    body: Buffer.from(text),
  };
};
