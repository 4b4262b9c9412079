import type { VoteChoice } from '../../core/risk/review.ts';
import type { Mailbox } from '../mailbox.ts';
import { Browser, type Page } from './browser.ts';
import type { Choice, Form } from './form.ts';
import { awaitReviewLink } from './review-mail.ts';

export interface DemoDecision {
  readonly portalUrl: string;
  readonly mailbox: Pick<Mailbox, 'read'>;
  readonly person: { readonly subject: string; readonly name: string; readonly mail: string };
  readonly choice: VoteChoice;
  readonly rationale: string;
  readonly report?: (line: string) => void;
  /** How long to wait for the mail, in milliseconds; a minute unless told. */
  readonly withinMs?: number;
}

export interface DemoReceipt {
  readonly receipt: string;
  /** The page that showed it. */
  readonly url: string;
}

const wordsOf = (page: Page, selector: string): string =>
  page.root
    .querySelectorAll(selector)
    .map((element) => element.structuredText.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join(' ');

/** What the page says when it is not the one that was expected: its alert, else how it begins. */
const unexpected = (page: Page, wanted: string): Error => {
  const said = (wordsOf(page, '[role=alert]') || wordsOf(page, 'main')).slice(0, 500);
  const where = `${new URL(page.url).origin} (${page.status})`;
  return new Error(`${wanted} is not on the page at ${where}. It says: ${said}`);
};

/** The form in which this value can be chosen. */
const formOffering = (page: Page, value: string): { form: Form; choice: Choice } | undefined => {
  for (const form of page.forms) {
    const choice = form.choices.find((one) => one.value === value);
    if (choice && form.method === 'POST') return { form, choice };
  }
  return undefined;
};

const signIn = async (browser: Browser, page: Page, subject: string): Promise<Page> => {
  const found = formOffering(page, subject);
  if (!found) throw unexpected(page, `The sign-in of ${subject}`);
  return browser.submit(page, found.form, found.choice);
};

/**
 * Decides a review as a person does, by nothing but mail and pages: takes the Review link of the newest mail, signs
 * in, reads the page, fills in the form as it is there, and looks for the receipt.
 * @throws Error that says what the page said, when it is another than expected.
 */
export const decideAsDemoApprover = async (decision: DemoDecision): Promise<DemoReceipt> => {
  const { portalUrl, mailbox, person, choice, rationale } = decision;
  const report = decision.report ?? (() => {});
  const link = await awaitReviewLink(mailbox, person.mail, decision.withinMs ?? 60_000);
  if (new URL(link).origin !== new URL(portalUrl).origin)
    throw new Error(`The Review link leads to ${new URL(link).origin}, not to the portal at ${portalUrl}.`);
  report(`${person.name} opens the Review link of the mail`);

  const browser = new Browser();
  let page = await browser.open(link);
  if (new URL(page.url).origin !== new URL(portalUrl).origin) {
    page = await signIn(browser, page, person.subject);
    report(`${person.name} signs in`);
  }
  const offered = formOffering(page, choice);
  if (!offered) throw unexpected(page, `The decision ${choice}`);
  report(`${person.name} reads “${wordsOf(page, 'h1')}” and decides: ${choice}`);

  const texts = Object.fromEntries(offered.form.texts.map((name) => [name, rationale]));
  const answer = await browser.submit(page, offered.form, offered.choice, texts);
  // Receipts are 20 hexadecimal digits, apart from the longer hashes beside them.
  const receipt = /Receipt\s+([0-9a-f]{20})\b/.exec(wordsOf(answer, 'main'))?.[1];
  if (answer.status !== 200 || !receipt) throw unexpected(answer, 'The receipt');
  report(`Receipt ${receipt}`);
  return { receipt, url: answer.url };
};
