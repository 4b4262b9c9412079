import type { AuditTrail } from '../audit/audit-event.ts';
import { type Verification, verify } from '../audit/chain.ts';
import type { ExceptionId } from '../identifiers.ts';
import type { Reviews } from './ports.ts';

export interface LedgerPorts {
  readonly reviews: Pick<Reviews, 'list' | 'read'>;
  readonly trail: AuditTrail;
}

/** Somebody wrote to the ledger each time it was read. */
export class LedgerBusy extends Error {
  override readonly name = 'LedgerBusy';
}

const attempts = 5;

/** Verifies one ledger. The head is read before and after the events: only a head that stood still is compared. */
const verifyLedger = async (exceptionId: ExceptionId, ports: LedgerPorts): Promise<Verification> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await ports.reviews.read(exceptionId);
    const events = await ports.trail.read(exceptionId);
    const after = await ports.reviews.read(exceptionId);
    if (before && before.auditHead.hash === after?.auditHead.hash)
      return verify(exceptionId, events, before.auditHead);
  }
  throw new LedgerBusy(`The ledger of ${exceptionId} changed while it was read.`);
};

export type LedgersVerified =
  | { readonly outcome: 'INTACT'; readonly verified: number; readonly events: number }
  | {
      readonly outcome: 'BROKEN';
      readonly verified: number;
      readonly broken: number;
      /** The first of them, with the first event that does not hold. */
      readonly exceptionId: ExceptionId;
      readonly firstBrokenSeq: number;
      readonly reason: string;
    };

/** Verifies the ledger of every review, open and decided. @throws LedgerBusy */
export const verifyLedgers = async (ports: LedgerPorts): Promise<LedgersVerified> => {
  const reviews = await ports.reviews.list();
  const broken: { exceptionId: ExceptionId; firstBrokenSeq: number; reason: string }[] = [];
  let events = 0;
  for (const { review } of reviews) {
    const { exceptionId } = review;
    const verification = await verifyLedger(exceptionId, ports);
    if (verification.intact) events += verification.events;
    else
      broken.push({ exceptionId, firstBrokenSeq: verification.firstBrokenSeq, reason: verification.reason });
  }
  const [first] = broken;
  return first
    ? { outcome: 'BROKEN', verified: reviews.length, broken: broken.length, ...first }
    : { outcome: 'INTACT', verified: reviews.length, events };
};
