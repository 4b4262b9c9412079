import type { ExceptionId } from '../identifiers.ts';
import type { AuditEvent, AuditHead } from './audit-event.ts';

/** A ledger beside those of exceptions; it shares their trail, so that one verification covers all. */
export type LedgerId = ExceptionId;

export const ledgerId = (name: string): LedgerId => name as LedgerId;

/** What people decide about the catalogue. */
export const catalogueLedger = ledgerId('CATALOGUE');

export type LedgerFact = Pick<AuditEvent, 'at' | 'actor' | 'kind' | 'payload'>;

export interface Ledgers {
  /** Appends one event and moves the head in the same transaction. The same fact twice is one event. */
  append(ledger: LedgerId, factId: string, fact: LedgerFact): Promise<'APPENDED' | 'REPEATED'>;
  head(ledger: LedgerId): Promise<AuditHead | undefined>;
  list(): Promise<readonly LedgerId[]>;
}
