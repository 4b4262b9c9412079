import { mailLayout } from '../presentation/mail-layout.ts';

export type AttestationMailEvent = 'ASKED' | 'REMINDER' | 'ESCALATED';

export interface AttestationMailFacts {
  /** How many questions wait. */
  readonly questions: number;
  /** Display names of the APIs they are about. */
  readonly apis: readonly string[];
  /** ISO 8601: when the APIs count as unowned. */
  readonly dueAt: string;
  /** Whose questions they are, for the mail to the manager. */
  readonly asked: string;
  /** Address of the page; it is the same for everybody and proves nothing. */
  readonly link: string;
}

const namesShown = 15;
const moment = (iso: string): string => iso.slice(0, 10);
const counted = (count: number): string => `${count} question${count === 1 ? '' : 's'}`;

const words: Readonly<
  Record<AttestationMailEvent, (facts: AttestationMailFacts) => { title: string; says: readonly string[] }>
> = {
  ASKED: ({ questions, dueAt }) => ({
    title: 'Please confirm what the catalogue says of your APIs',
    says: [
      `${counted(questions)} wait for you: confirm, correct, or say that it is not yours.`,
      `Without an answer by ${moment(dueAt)} these APIs count as unowned. Nothing is confirmed by time.`,
    ],
  }),
  REMINDER: ({ questions, dueAt }) => ({
    title: 'Reminder: questions about your APIs',
    says: [`${counted(questions)} still wait. On ${moment(dueAt)} these APIs count as unowned.`],
  }),
  ESCALATED: ({ questions, dueAt, asked }) => ({
    title: `Questions to ${asked} are unanswered`,
    says: [
      `${counted(questions)} about APIs wait for ${asked}. You are told as the manager, or because nobody else is.`,
      `Please see to it that they are answered. On ${moment(dueAt)} these APIs count as unowned.`,
    ],
  }),
};

/** One mail to one person: how many questions, about which APIs, until when, and exactly one link. No value, no fact. */
export const attestationMail = (event: AttestationMailEvent, facts: AttestationMailFacts) => {
  const { title, says } = words[event](facts);
  const shown = facts.apis.slice(0, namesShown);
  const more = facts.apis.length - shown.length;
  const apis = `APIs: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
  const signIn = 'You will be asked to sign in. Opening the page answers nothing.';
  return {
    subject: `${title} · by ${moment(facts.dueAt)}`,
    text: `${[title, ...says, apis, `Answer: ${facts.link}`, signIn].join('\n\n')}\n`,
    html: mailLayout({
      title,
      paragraphs: [...says, apis, signIn],
      action: { label: 'Answer', href: facts.link },
    }),
  };
};
