import { type LedgerFact, type LedgerId, ledgerId } from '../audit/ledgers.ts';
import type { PersonId } from '../identifiers.ts';
import type { Evidence } from '../inventory/evidence.ts';
import type { AttestationList, GivenAnswer, Unowned } from './question.ts';

/** The ledger of a week's lists: one a week, so that verifying them is a few reads. */
export const attestationLedger = (week: string): LedgerId => ledgerId(`ATTESTATION-${week}`);

/** Questions, answers, and what nobody answers for. Every change is conditional on the version it was made from. */
export interface Attestations {
  /** The same id twice is one list. */
  open(list: AttestationList): Promise<void>;
  /** Strongly consistent. */
  read(person: PersonId, listId: string): Promise<AttestationList | undefined>;
  /** Open lists of one person, oldest first. */
  openLists(person: PersonId): Promise<readonly AttestationList[]>;
  /** Lists of everybody that were planned since. */
  listsSince(at: string): Promise<readonly AttestationList[]>;
  /** Saves drafts. `CONFLICT`: the list was changed meanwhile, nothing was written. */
  save(before: AttestationList, after: AttestationList): Promise<'COMMITTED' | 'CONFLICT'>;
  /** Closes a list: its answers and the event in the ledger of its week stand with it, or nothing does. */
  close(change: {
    readonly before: AttestationList;
    readonly after: AttestationList;
    /** Those that count for the catalogue. */
    readonly answers: readonly GivenAnswer[];
    readonly fact: LedgerFact;
  }): Promise<'COMMITTED' | 'CONFLICT'>;
  /** The newest answer about each fact of each API. */
  answers(): Promise<readonly GivenAnswer[]>;
  unowned(): Promise<readonly Unowned[]>;
  replaceUnowned(unowned: readonly Unowned[]): Promise<void>;
}

/** What answers say, for the resolution of the catalogue. */
export interface AttestationEvidence {
  evidence(): Promise<readonly Evidence[]>;
}
