import type { PersonId } from '../identifiers.ts';
import type { Evidence } from '../inventory/evidence.ts';
import type { Claim, ClaimLink, Workshop } from './claim.ts';
import type { Participation, WorkshopSession } from './session.ts';

/** Workshops as they are stored. Reads see every write that was answered before. */
export interface Workshops {
  /** The same id twice is one workshop. */
  open(session: WorkshopSession): Promise<void>;
  /** Ends it for everybody. The first close counts. */
  close(sessionId: string, at: string): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly WorkshopSession[]>;
  /** Undefined when there is no such workshop. */
  read(sessionId: string): Promise<Workshop | undefined>;
  /** Who finished in this workshop, when. */
  finished(sessionId: string): Promise<readonly Participation[]>;
  /** Ends somebody's private list. The first time counts. */
  finish(sessionId: string, participation: Participation): Promise<void>;
  /** The same id twice is one claim. */
  addClaim(claim: Claim): Promise<void>;
  /** Only by who made it. */
  withdrawClaim(sessionId: string, claimId: string, by: PersonId, at: string): Promise<void>;
  /** The last word about a claim and its target counts. */
  decide(sessionId: string, link: ClaimLink): Promise<void>;
}

/** What workshops know, for the resolution of the catalogue. */
export interface WorkshopClaims {
  list(): Promise<readonly Evidence[]>;
}
