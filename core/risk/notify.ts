import type { PersonId } from '../identifiers.ts';
import type { Stakeholder } from '../inventory/stakeholder.ts';
import type { Clock, Stakeholders } from '../ports.ts';
import { type MailEvent, reviewMail } from './mail.ts';
import type { LinkSigner, Log, Mailer, MailKey, MailOutbox, StoredReview } from './ports.ts';
import { reviewLink } from './review-link.ts';

export interface NotifyPorts {
  readonly stakeholders: Pick<Stakeholders, 'list'>;
  readonly outbox: MailOutbox;
  readonly mailer: Mailer;
  readonly signer: LinkSigner;
  readonly portalUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** No mail of an event could be sent: nobody knows. */
export class NobodyNotified extends Error {
  override readonly name = 'NobodyNotified';
}

/** Which event it is, and the mark that makes it one: `REMINDER` has an ordinal. */
export interface Notice {
  readonly event: MailEvent;
  readonly mark: string;
}

/**
 * Sends one mail to each person, once for this event and round however often it is called. One address that fails
 * does not keep the others from their mail; its mark is given back, so that the next call tries again.
 * @throws NobodyNotified when every one failed.
 */
export const notify = async (
  stored: StoredReview,
  notice: Notice,
  people: readonly PersonId[],
  ports: NotifyPorts,
): Promise<{ readonly sent: number; readonly failed: number }> => {
  const { exceptionId, round } = stored.review;
  const known = new Map((await ports.stakeholders.list()).map((each) => [each.person, each]));
  let sent = 0;
  let failed = 0;
  const recipients = new Set(people);
  for (const person of recipients) {
    const key: MailKey = { exceptionId, round, event: notice.mark, person };
    if (!(await ports.outbox.claim(key, ports.clock.now()))) continue;
    try {
      await sendOne(stored, notice.event, known.get(person), ports);
      await ports.outbox.markSent(key, ports.clock.now());
      sent++;
    } catch (error) {
      await ports.outbox.release(key);
      const name = error instanceof Error ? error.name : 'Error';
      ports.log.warn('review-mail-failed', { exceptionId, round, event: notice.mark, error: name });
      failed++;
    }
  }
  if (failed > 0 && failed === recipients.size)
    throw new NobodyNotified(
      `None of the ${failed} mails of ${notice.mark} for ${exceptionId} could be sent.`,
    );
  return { sent, failed };
};

/** Somebody who left has no address any more. */
class NoAddress extends Error {
  override readonly name = 'NoAddress';
}

const sendOne = async (
  { review, links }: StoredReview,
  event: MailEvent,
  recipient: Stakeholder | undefined,
  ports: NotifyPorts,
): Promise<void> => {
  const linkId = recipient && links[recipient.person];
  if (!recipient || !linkId) throw new NoAddress('The recipient is no longer in the register.');
  const link = await reviewLink(ports.portalUrl, linkId, recipient.person, ports.signer);
  await ports.mailer.send({ to: recipient.mail, ...reviewMail(event, { ...review, link }) });
};
