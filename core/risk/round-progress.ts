import { append } from '../audit/chain.ts';
import type { ExceptionId } from '../identifiers.ts';
import type { Clock } from '../ports.ts';
import { type NotifyPorts, notify } from './notify.ts';
import type { Reviews, StoredReview } from './ports.ts';
import { ReviewBusy, writeAttempts } from './review-busy.ts';
import { cancelOpenSeats, milestone, nextMilestoneAt, openSeats } from './round.ts';

export interface RoundSubject {
  readonly exceptionId: ExceptionId;
  /** Name of the execution that asks. */
  readonly execution: string;
}

/** A machine asks about a review that was never opened. */
export class NoSuchReview extends Error {
  override readonly name = 'NoSuchReview';
}

const stored = async (exceptionId: ExceptionId, reviews: Pick<Reviews, 'read'>): Promise<StoredReview> => {
  const found = await reviews.read(exceptionId);
  if (!found) throw new NoSuchReview(`There is no review ${exceptionId}.`);
  return found;
};

export type RoundOutcome = 'OPEN' | 'CONDITIONAL' | 'REJECTED' | 'LAPSED' | 'HANDED_OVER';

/**
 * How the round stands, from the table and nothing else: what a callback says is never looked at (G12).
 * `HANDED_OVER`: another execution carries the round now.
 */
export const roundOutcome = async (
  subject: RoundSubject,
  ports: { readonly reviews: Pick<Reviews, 'read'> },
): Promise<RoundOutcome> => {
  const { review, holder, closedAt } = await stored(subject.exceptionId, ports.reviews);
  // A settled case may be read by whoever asks; only one execution tells people and ends it.
  if (holder !== subject.execution && !closedAt) return 'HANDED_OVER';
  return review.state === 'IN_REVIEW' ? 'OPEN' : review.state;
};

/** What is to be done after a tick without an answer. `DECIDED`: the nudge was lost, the decision is there. */
export const roundMilestone = async (
  subject: RoundSubject,
  ports: { readonly reviews: Pick<Reviews, 'read'>; readonly clock: Clock },
): Promise<'WAIT' | 'REMIND' | 'LAPSE' | 'DECIDED' | 'HANDED_OVER'> => {
  const found = await stored(subject.exceptionId, ports.reviews);
  if (found.holder !== subject.execution) return 'HANDED_OVER';
  if (found.review.state !== 'IN_REVIEW') return 'DECIDED';
  return milestone({ ...found, lapseAt: found.review.lapseAt }, ports.clock.now()).kind;
};

/** Reminds everybody whose seat is open of the milestone that is due, once. @throws NobodyNotified */
export const sendReminders = async (
  subject: RoundSubject,
  ports: NotifyPorts & { readonly reviews: Pick<Reviews, 'read' | 'advance'> },
): Promise<{ readonly sent: number; readonly failed: number }> => {
  const before = await stored(subject.exceptionId, ports.reviews);
  const { review } = before;
  const due = milestone({ ...before, lapseAt: review.lapseAt }, ports.clock.now());
  if (review.state !== 'IN_REVIEW' || due.kind !== 'REMIND') return { sent: 0, failed: 0 };
  const people = openSeats(review.seats).flatMap(({ candidates }) => candidates);
  const notice = { event: 'REMINDER', mark: `REMINDER-${due.remindersSent}` } as const;
  const mails = await notify(before, notice, people, ports);
  const { remindersSent } = due;
  const nextActionAt = nextMilestoneAt({ ...before, lapseAt: review.lapseAt, remindersSent });
  // Refused when somebody voted meanwhile: then no reminder is due any more.
  await ports.reviews.advance({
    before,
    after: { ...before, version: before.version + 1, remindersSent, nextActionAt },
  });
  return mails;
};

/** Closes a round whose time is over. A vote that came first stays: whoever wrote first won (G13). @throws ReviewBusy */
export const lapseRound = async (
  subject: RoundSubject,
  ports: { readonly reviews: Pick<Reviews, 'read' | 'lapse'>; readonly clock: Clock },
): Promise<{ readonly lapsed: boolean }> => {
  for (let attempt = 0; attempt < writeAttempts; attempt++) {
    const before = await stored(subject.exceptionId, ports.reviews);
    const { review } = before;
    const now = ports.clock.now();
    if (review.state !== 'IN_REVIEW' || now < new Date(review.lapseAt)) return { lapsed: false };
    const at = now.toISOString();
    const { event, head } = append(before.auditHead, {
      exceptionId: review.exceptionId,
      at,
      actor: 'gatehouse',
      kind: 'ROUND_LAPSED',
      payload: { round: review.round, lapseAt: review.lapseAt, dossierHash: review.dossierHash },
    });
    const after: StoredReview = {
      ...before,
      review: { ...review, state: 'LAPSED', seats: cancelOpenSeats(review.seats), decidedAt: at },
      version: before.version + 1,
      nextActionAt: at,
      auditHead: head,
    };
    if ((await ports.reviews.lapse({ before, after, event })) === 'COMMITTED') return { lapsed: true };
  }
  throw new ReviewBusy(subject.exceptionId);
};

/** Tells everybody who was asked that nothing is left to do, once, and takes the review off the list of open work. */
export const closeNotices = async (
  subject: RoundSubject,
  ports: NotifyPorts & { readonly reviews: Pick<Reviews, 'read' | 'advance'> },
): Promise<{ readonly sent: number; readonly failed: number }> => {
  const before = await stored(subject.exceptionId, ports.reviews);
  const { exceptionId, round, state } = before.review;
  if (state === 'IN_REVIEW' || before.closedAt) return { sent: 0, failed: 0 };
  const event = state === 'LAPSED' ? 'LAPSED' : 'DECIDED';
  const asked = await ports.outbox.sentTo(exceptionId, round, 'ROUND_OPENED');
  const mails = await notify(before, { event, mark: event }, asked, ports);
  // Refused when the sweep handed the review to another execution: that one closes it.
  await ports.reviews.advance({
    before,
    after: { ...before, version: before.version + 1, closedAt: ports.clock.now().toISOString() },
  });
  return mails;
};
