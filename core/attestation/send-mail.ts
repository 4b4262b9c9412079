import { exceptionId, type PersonId } from '../identifiers.ts';
import type { Stakeholder } from '../inventory/stakeholder.ts';
import type { Clock } from '../ports.ts';
import type { Log, Mailer, MailKey, MailOutbox } from '../risk/ports.ts';
import { dueAt } from './follow-up.ts';
import { type AttestationMailEvent, attestationMail } from './mail.ts';
import type { AttestationPolicy } from './policy.ts';
import type { AttestationList } from './question.ts';

export interface SendPorts {
  readonly outbox: Pick<MailOutbox, 'claim' | 'markSent' | 'release'>;
  readonly mailer: Mailer;
  readonly portalUrl: string;
  readonly policy: AttestationPolicy;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends one mail, once for its mark. A mail that fails gives its mark back, so that tomorrow's run tries again.
 * @param mark what makes the mail one: the week for the first one, the list for what follows
 */
export const sendMail = async (
  event: AttestationMailEvent,
  mark: string,
  lists: readonly AttestationList[],
  to: Stakeholder,
  asked: string,
  ports: SendPorts,
): Promise<'SENT' | 'SENT_BEFORE' | 'FAILED'> => {
  const [first] = lists;
  if (!first) return 'SENT_BEFORE';
  // The outbox is kept by case; attestations of one mark are such a case.
  const key: MailKey = { exceptionId: exceptionId(mark), round: 1, event, person: to.person };
  if (!(await ports.outbox.claim(key, ports.clock.now()))) return 'SENT_BEFORE';
  const questions = lists.flatMap((list) => list.questions);
  try {
    const facts = {
      questions: questions.length,
      apis: [...new Set(questions.map(({ apiName }) => apiName))],
      dueAt: dueAt(first, ports.policy),
      asked,
      link: `${ports.portalUrl.replace(/\/$/, '')}/attestations`,
    };
    await ports.mailer.send({ to: to.mail, ...attestationMail(event, facts) });
    await ports.outbox.markSent(key, ports.clock.now());
    return 'SENT';
  } catch (error) {
    await ports.outbox.release(key);
    ports.log.warn('attestation-mail-failed', {
      event,
      error: error instanceof Error ? error.name : 'Error',
    });
    return 'FAILED';
  }
};

/** Who is told when somebody does not answer: the manager of the register, else somebody who stands in. */
export const managerOf = (
  person: PersonId,
  people: readonly Stakeholder[],
  standIns: readonly Stakeholder[],
): Stakeholder | undefined => {
  const { manager } = people.find((one) => one.person === person) ?? {};
  return people.find((one) => one.person === manager) ?? standIns.find((one) => one.person !== person);
};
