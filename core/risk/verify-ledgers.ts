import type { AuditHead, AuditTrail } from '../audit/audit-event.ts';
import { type Verification, verify } from '../audit/chain.ts';
import type { Ledgers } from '../audit/ledgers.ts';
import type { ExceptionId } from '../identifiers.ts';
import type { Reviews } from './ports.ts';

export interface LedgerPorts {
  readonly reviews: Pick<Reviews, 'list' | 'read'>;
  readonly trail: AuditTrail;
  /** Those beside the reviews: of the catalogue, of attestations. */
  readonly ledgers?: Pick<Ledgers, 'list' | 'head'>;
}

/** Somebody wrote to the ledger each time it was read. */
export class LedgerBusy extends Error {
  override readonly name = 'LedgerBusy';
}

const attempts = 5;

/** Verifies one ledger. The head is read before and after the events: only a head that stood still is compared. */
const verifyLedger = async (
  exceptionId: ExceptionId,
  headOf: () => Promise<AuditHead | undefined>,
  trail: AuditTrail,
): Promise<Verification> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await headOf();
    const events = await trail.read(exceptionId);
    const after = await headOf();
    if (before && before.hash === after?.hash) return verify(exceptionId, events, before);
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

/** Verifies the ledger of every review, open and decided, and every other ledger. @throws LedgerBusy */
export const verifyLedgers = async (ports: LedgerPorts): Promise<LedgersVerified> => {
  const { reviews, trail, ledgers } = ports;
  const all = [
    ...(await reviews.list()).map(({ review: { exceptionId } }) => ({
      exceptionId,
      headOf: async () => (await reviews.read(exceptionId))?.auditHead,
    })),
    ...((await ledgers?.list()) ?? []).map((ledger) => ({
      exceptionId: ledger,
      headOf: async () => ledgers?.head(ledger),
    })),
  ];
  const broken: { exceptionId: ExceptionId; firstBrokenSeq: number; reason: string }[] = [];
  let events = 0;
  for (const { exceptionId, headOf } of all) {
    const verification = await verifyLedger(exceptionId, headOf, trail);
    if (verification.intact) events += verification.events;
    else
      broken.push({ exceptionId, firstBrokenSeq: verification.firstBrokenSeq, reason: verification.reason });
  }
  const [first] = broken;
  return first
    ? { outcome: 'BROKEN', verified: all.length, broken: broken.length, ...first }
    : { outcome: 'INTACT', verified: all.length, events };
};
