import type { ExceptionId } from '../identifiers.ts';
import { mailLayout } from '../presentation/mail-layout.ts';
import type { Tier } from './review.ts';

export type MailEvent = 'ROUND_OPENED' | 'REMINDER' | 'DECIDED' | 'LAPSED';

export interface ReviewMailFacts {
  readonly exceptionId: ExceptionId;
  readonly apiName: string;
  readonly tier: Tier;
  /** ISO 8601. */
  readonly lapseAt: string;
  /** The recipient's own Review link. */
  readonly link: string;
}

export interface ReviewMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `2026-12-08T14:00:00.000Z` → `2026-12-08 14:00 UTC`. */
const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

const words: Readonly<
  Record<
    MailEvent,
    { readonly title: string; readonly says: (due: string) => readonly string[]; readonly label: string }
  >
> = {
  ROUND_OPENED: {
    title: 'A risk review waits for your decision',
    says: (due) => [
      `Please decide by ${due}. Without a decision the request lapses; nothing is approved by time.`,
    ],
    label: 'Review',
  },
  REMINDER: {
    title: 'Reminder: a risk review waits for your decision',
    says: (due) => [`It is still open and lapses on ${due}. Nothing is approved by time.`],
    label: 'Review',
  },
  DECIDED: {
    title: 'A risk review was decided',
    says: () => ['There is nothing left for you to do. The page shows who decided, when and how.'],
    label: 'See the decision',
  },
  LAPSED: {
    title: 'A risk review lapsed',
    says: (due) => [
      `Nobody decided by ${due}; the request was not approved. There is nothing left for you to do.`,
    ],
    label: 'See the review',
  },
};

/**
 * The mail of one event to one person: reference, display name and due date, and exactly one link. Nothing
 * confidential: whoever reads it over a shoulder learns that there is a review, not what is in it.
 */
export const reviewMail = (event: MailEvent, facts: ReviewMailFacts): ReviewMail => {
  const due = moment(facts.lapseAt);
  const { title, says, label } = words[event];
  const paragraphs = [`Case ${facts.exceptionId}, API ${facts.apiName}.`, ...says(due)];
  const open = event === 'ROUND_OPENED' || event === 'REMINDER';
  const signIn = `You will be asked to sign in.${open ? ' Opening the page decides nothing.' : ''}`;
  const layout = {
    title,
    paragraphs: [...paragraphs, signIn],
    action: { label, href: facts.link },
  };
  return {
    subject: `${subjects[event]} ${facts.exceptionId} · ${facts.tier} · due ${due}`,
    text: `${[title, ...paragraphs, `${label}: ${facts.link}`, signIn].join('\n\n')}\n`,
    html: mailLayout(layout),
  };
};

const subjects: Readonly<Record<MailEvent, string>> = {
  ROUND_OPENED: 'Review',
  REMINDER: 'Reminder: review',
  DECIDED: 'Decided: review',
  LAPSED: 'Lapsed: review',
};
