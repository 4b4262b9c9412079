/** What the risk review needs from outside. Every write is one transaction with its conditions. */

import type { AuditEvent, AuditHead } from '../audit/audit-event.ts';
import type { ExceptionId, LinkId, PersonId } from '../identifiers.ts';
import type { SeatName } from '../inventory/stakeholder.ts';
import type { Actor, Review, ReviewLink, Tier, Vote } from './review.ts';

/** A review with what its process needs beside it. One item: it is read and changed as a whole. */
export interface StoredReview {
  readonly review: Review;
  /** Rises by one with every change; a change made from an older version is refused. */
  readonly version: number;
  readonly requester: PersonId;
  readonly apiOwner: PersonId;
  /** `YYYY-MM-DD`; the end of that day (UTC) is when an approval ends. */
  readonly requestedUntil: string;
  /** Key of the request in the intake bucket. */
  readonly requestKey: string;
  /** The cycle that opened the round. */
  readonly cycleId: string;
  /** SHA-256 of the request and the policy the round was opened on: another basis is another round (G5). */
  readonly basis: string;
  /** Reminder milestones, ISO 8601, ascending; fixed when the round opens. */
  readonly remindAt: readonly string[];
  /** How many of them are behind. */
  readonly remindersSent: number;
  /** The one Review link of each candidate of this round. */
  readonly links: Readonly<Record<PersonId, LinkId>>;
  /** Name of the execution that carries the round. An execution that is not the holder ends. */
  readonly holder: string;
  /** When the process must act next; the sweep looks for those that are overdue. */
  readonly nextActionAt: string;
  /** Set when everybody was told how it ended: nothing is left to do. */
  readonly closedAt?: string;
  readonly auditHead: AuditHead;
}

/** A vote as it is kept for good: with how the person was authenticated. */
export interface VoteRecord extends Vote {
  readonly authTime: Actor['authTime'];
  readonly amr: Actor['amr'];
}

/** One open seat that waits for one person. Exists exactly as long as the seat is open. */
export interface ReviewTask {
  readonly exceptionId: ExceptionId;
  readonly round: number;
  readonly seat: SeatName;
  readonly person: PersonId;
  readonly apiName: string;
  readonly tier: Tier;
  readonly openedAt: string;
  /** When the round lapses, ISO 8601. */
  readonly dueAt: string;
}

/** `CONFLICT`: a condition did not hold, nothing was written; read again and judge again. */
export type Committed = 'COMMITTED' | 'CONFLICT';

export interface Reviews {
  /** Strongly consistent. */
  read(exceptionId: ExceptionId): Promise<StoredReview | undefined>;
  /** Opens a round: review, a task and a link for each candidate, audit event. `before` is the round it replaces. */
  open(change: {
    readonly before?: StoredReview;
    readonly after: StoredReview;
    readonly links: readonly ReviewLink[];
    readonly event: AuditEvent;
  }): Promise<Committed>;
  /** Records one vote: vote row if absent, seat OPEN → DECIDED, review, tasks of seats that are no longer open, audit event. */
  recordVote(change: {
    readonly before: StoredReview;
    readonly after: StoredReview;
    readonly vote: VoteRecord;
    readonly event: AuditEvent;
  }): Promise<Committed>;
  /** Closes a round whose time is over: review, tasks, audit event. */
  lapse(change: {
    readonly before: StoredReview;
    readonly after: StoredReview;
    readonly event: AuditEvent;
  }): Promise<Committed>;
  /** Moves the process on without touching the decision: reminders, holder, close. */
  advance(change: { readonly before: StoredReview; readonly after: StoredReview }): Promise<Committed>;
  /** Tasks of one person, soonest due first. May lag behind by a moment; `tasksFor` checks them. */
  tasksOf(person: PersonId): Promise<readonly ReviewTask[]>;
  link(linkId: LinkId): Promise<ReviewLink | undefined>;
  /** Reviews that somebody or something still has to act on, most overdue first. */
  withWorkLeft(): Promise<readonly StoredReview[]>;
  /** Every review, open ones first. */
  list(): Promise<readonly StoredReview[]>;
}

/** The task token of a waiting round: a credential, one at a time, gone some days after the round. */
export interface RoundTokens {
  /** Replaces the token. Refused when `holder` does not carry this round (any more). */
  store(token: {
    readonly exceptionId: ExceptionId;
    readonly round: number;
    readonly holder: string;
    readonly token: string;
    readonly expiresAt: string;
  }): Promise<'STORED' | 'NOT_HOLDER'>;
  read(exceptionId: ExceptionId, round: number): Promise<string | undefined>;
}

/** Wakes the waiting machine. A nudge: the machine reads the decision from the table. */
export interface RoundCompleter {
  /** `STALE`: the task is closed or the token was replaced; the next tick finds the decision. */
  complete(
    token: string,
    subject: { readonly exceptionId: ExceptionId; readonly round: number },
  ): Promise<'COMPLETED' | 'STALE'>;
}

/** Whether an execution of `risk-review` still runs. */
export interface ReviewExecutions {
  isRunning(name: string): Promise<boolean>;
}

/** One mail to one person about one event of one round. */
export interface MailKey {
  readonly exceptionId: ExceptionId;
  readonly round: number;
  /** `ROUND_OPENED`, `REMINDER-1`, `DECIDED`, `LAPSED`. */
  readonly event: string;
  readonly person: PersonId;
}

/** Marks that make a mail go out once. */
export interface MailOutbox {
  /** False when the mail was sent, or another attempt holds it for less than five minutes. */
  claim(key: MailKey, at: Date): Promise<boolean>;
  markSent(key: MailKey, at: Date): Promise<void>;
  /** Gives a claim back after a failed attempt, so that the next one may send. */
  release(key: MailKey): Promise<void>;
  /** Who got the mail of this event. */
  sentTo(exceptionId: ExceptionId, round: number, event: string): Promise<readonly PersonId[]>;
}

export interface Mailer {
  send(mail: {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly html: string;
  }): Promise<void>;
}

/** HMAC-SHA-256 under a key that never leaves its keeper. */
export interface LinkSigner {
  /** 32 bytes. */
  mac(message: string): Promise<Uint8Array>;
}

/** A logger, as far as the core speaks: ids and counts only. */
export interface Log {
  warn(message: string, details: Readonly<Record<string, unknown>>): void;
}
