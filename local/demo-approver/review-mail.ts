import { parse } from 'node-html-parser';
import type { LocalMail, Mailbox } from '../mailbox.ts';
import { until } from '../supervisor/waiting.ts';

/** Addresses that a mail leads to, by what the reader sees. */
const linksOf = (mail: LocalMail): { label: string; href: string }[] =>
  parse(mail.html)
    .querySelectorAll('a[href]')
    .map((link) => ({ label: link.textContent.trim(), href: link.getAttribute('href') ?? '' }));

const isTo = (mail: LocalMail, address: string): boolean =>
  mail.to.some((one) => one.toLowerCase().includes(address.toLowerCase()));

/** The one Review link of a mail; undefined for mails that ask for nothing. */
export const reviewLinkOf = (mail: LocalMail): string | undefined => {
  const links = linksOf(mail).filter(({ label }) => label === 'Review');
  return links.length === 1 ? links[0]?.href : undefined;
};

/**
 * Waits for the newest mail to this address that asks for a review.
 * @param withinMs milliseconds
 * @throws Error when none comes.
 */
export const awaitReviewLink = async (
  mailbox: Pick<Mailbox, 'read'>,
  address: string,
  withinMs: number,
): Promise<string> => {
  let link: string | undefined;
  const hasCome = async () => {
    const mails = (await mailbox.read()).filter((mail) => isTo(mail, address));
    link = mails.map(reviewLinkOf).findLast((one) => one !== undefined);
    return link !== undefined;
  };
  if (!(await until(hasCome, withinMs, 250)) || !link)
    throw new Error(`No mail with a Review link came to ${address}.`);
  return link;
};
