import type { ApiId, PersonId } from '../identifiers.ts';
import type { Evidence } from '../inventory/evidence.ts';
import type { Tier } from '../risk/review.ts';
import type { Fact } from './fact.ts';

/** Why somebody is asked, strongest first. */
export const reasonNames = [
  'OWNER_LEFT',
  'DISOWNED',
  'NO_ANSWER',
  'CONFLICT',
  'CHANGED',
  'RISKY',
  'UNKNOWN',
  'UNSEEN',
  'DUE',
] as const;
export type Reason = (typeof reasonNames)[number];

/** One question to one person about one fact of one API. */
export interface Question {
  /** Stable for person, API, fact and week. */
  readonly questionId: string;
  readonly apiId: ApiId;
  readonly apiName: string;
  readonly fact: Fact;
  /** What the person is asked to confirm; absent when nobody knows. */
  readonly shown?: string;
  /** What other sources say instead. */
  readonly others: readonly string[];
  readonly reason: Reason;
  /** Why the person is asked, one sentence. */
  readonly why: string;
  readonly tier?: Tier;
  /** Higher is asked first. */
  readonly priority: number;
  /** `typed`: the answer is written out; there is nothing to tick. */
  readonly mode: 'ticked' | 'typed';
  /** What ties an answer to the API: as sources identify it. */
  readonly identity: Pick<Evidence, 'gatewayId' | 'account' | 'region' | 'resource' | 'host' | 'basePath'>;
  /** The statement is known to be false. Never shown, never part of the catalogue. */
  readonly seeded?: true;
}

/** What somebody answered. `value` and texts are one line of at most 200 characters. */
export type Answer =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'correct'; readonly value: string }
  /** Not mine, and I do not know whose. */
  | { readonly kind: 'disown' }
  /** Not mine: ask this person. */
  | { readonly kind: 'reassign'; readonly to: PersonId }
  | { readonly kind: 'unknown' };

/** An answer that is saved and may still be changed. */
export interface Draft {
  readonly answer: Answer;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  /** From the moment the page was shown to the first save, whole seconds. */
  readonly seconds: number;
  /** How often it was changed after the first save. */
  readonly edits: number;
}

/** The questions of one person in one week. One item: it is read and changed as a whole. */
export interface AttestationList {
  /** `att-2026-W48-…` */
  readonly listId: string;
  readonly person: PersonId;
  /** ISO week, `2026-W48`. */
  readonly week: string;
  /** ISO 8601, UTC. */
  readonly plannedAt: string;
  readonly questions: readonly Question[];
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly state: 'OPEN' | 'SUBMITTED' | 'LAPSED';
  readonly closedAt?: string;
  /** Rises by one with every change; a change made from an older version is refused. */
  readonly version: number;
}

/** One answer as it stands for good. */
export interface GivenAnswer {
  readonly listId: string;
  readonly person: PersonId;
  readonly question: Question;
  readonly answer: Answer;
  /** When the list was submitted. ISO 8601, UTC. */
  readonly at: string;
  readonly seconds: number;
  readonly edits: number;
}

/** Nobody answers for the API: said in the catalogue, and its maturity is capped while it is so. */
export interface Unowned {
  readonly apiId: ApiId;
  readonly apiName: string;
  /** `NO_OWNER`: no source names one. `LEFT`: the one named is not in the register. `NO_ANSWER`: asked, reminded, escalated, silent. */
  readonly reason: 'NO_OWNER' | 'LEFT' | 'DISOWNED' | 'NO_ANSWER';
  /** ISO 8601, UTC. */
  readonly since: string;
}
