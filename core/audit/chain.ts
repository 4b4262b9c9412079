import { type AuditEvent, type AuditHead, emptyChain, hashOf } from './audit-event.ts';

/** The next event of a chain and the head after it. */
export const append = (
  head: AuditHead,
  fact: Pick<AuditEvent, 'exceptionId' | 'at' | 'actor' | 'kind' | 'payload'>,
): { readonly event: AuditEvent; readonly head: AuditHead } => {
  const unsealed = { ...fact, seq: head.seq + 1, prevHash: head.hash };
  const event: AuditEvent = { ...unsealed, hash: hashOf(unsealed) };
  return { event, head: { seq: event.seq, hash: event.hash } };
};

export type Verification =
  | { readonly intact: true; readonly events: number }
  | { readonly intact: false; readonly firstBrokenSeq: number; readonly reason: string };

const fault = (
  event: AuditEvent,
  before: AuditHead,
  exceptionId: AuditEvent['exceptionId'],
): string | undefined => {
  if (event.exceptionId !== exceptionId) return 'The event belongs to another exception.';
  if (event.seq !== before.seq + 1) return `Event ${before.seq + 1} is missing or out of order.`;
  if (event.prevHash !== before.hash) return 'The event does not follow the one before.';
  const { hash, ...unsealed } = event;
  return hashOf(unsealed) === hash ? undefined : 'The event was changed after it was written.';
};

/**
 * Verifies a chain against the head that stands with its review. Finds the first event that was edited, dropped,
 * swapped or cut off.
 */
export const verify = (
  exceptionId: AuditEvent['exceptionId'],
  events: readonly AuditEvent[],
  head: AuditHead,
): Verification => {
  let at = emptyChain;
  for (const event of events) {
    const reason = fault(event, at, exceptionId);
    if (reason) return { intact: false, firstBrokenSeq: at.seq + 1, reason };
    at = { seq: event.seq, hash: event.hash };
  }
  if (at.seq < head.seq)
    return {
      intact: false,
      firstBrokenSeq: at.seq + 1,
      reason: `The ledger ends at ${at.seq}, the review says ${head.seq}.`,
    };
  if (at.seq > head.seq || at.hash !== head.hash)
    return {
      intact: false,
      firstBrokenSeq: Math.min(at.seq, head.seq + 1),
      reason: 'The ledger does not end where the review says.',
    };
  return { intact: true, events: events.length };
};
