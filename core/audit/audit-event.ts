import { createHash } from 'node:crypto';
import type { ExceptionId, PersonId } from '../identifiers.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';

/** What ledgers record: of an exception, of the catalogue, of one attestation list. */
export type AuditKind =
  | 'ROUND_OPENED'
  | 'VOTE_RECORDED'
  | 'ROUND_LAPSED'
  | 'CORRECTED'
  | 'CORRECTION_WITHDRAWN'
  | 'ATTESTED'
  | 'ATTESTATION_LAPSED';

/** One line of a ledger; each carries the hash of the one before. */
export interface AuditEvent {
  /** Whose ledger: an exception, or the name of another ledger (`ledgers.ts`). */
  readonly exceptionId: ExceptionId;
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** Server time, ISO 8601 UTC. */
  readonly at: string;
  /** The person who acted, or `gatehouse` for what the clock did. */
  readonly actor: PersonId | 'gatehouse';
  readonly kind: AuditKind;
  readonly payload: Readonly<Record<string, JsonValue>>;
  /** SHA-256 of the event before, lower-case hex; 64 zeros for the first. */
  readonly prevHash: string;
  /** SHA-256 over the canonical JSON (RFC 8785) of this event without `hash`. */
  readonly hash: string;
}

/** Where a chain ends. It stands with the review and moves in the transaction that appends. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export const emptyChain: AuditHead = { seq: 0, hash: '0'.repeat(64) };

export const hashOf = (event: Omit<AuditEvent, 'hash'>): string =>
  createHash('sha256').update(canonicalJson(event)).digest('hex');

/** Reads the ledger. Nothing here changes it: events are only ever put by the transaction they belong to. */
export interface AuditTrail {
  /** Every event of one exception by ascending `seq`. */
  read(exceptionId: ExceptionId): Promise<readonly AuditEvent[]>;
}
