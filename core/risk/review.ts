import type { ApiId, ExceptionId, LinkId, PersonId } from '../identifiers.ts';
import type { DataClass, Exposure } from '../inventory/api-record.ts';
import type { SeatName } from '../inventory/stakeholder.ts';

export type Tier = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
export type VoteChoice = 'APPROVE' | 'REJECT';

/** 1 (rare, negligible) to 5 (almost certain, severe). */
export interface RiskRating {
  readonly likelihood: number;
  readonly impact: number;
}

/**
 * An alternate measure, in the six fields of the compensating-control worksheet (PCI DSS v4.0.1, Appendix C).
 */
export interface CompensatingControl {
  readonly controlId: string;
  /** Gaps it compensates. */
  readonly gapIds: readonly string[];
  readonly constraints: string;
  readonly definition: string;
  readonly objective: string;
  readonly identifiedRisk: string;
  readonly validation: string;
  readonly maintenance: string;
  readonly verifyBy:
    | { readonly method: 'automatic'; readonly checkId: string }
    | { readonly method: 'manual'; readonly seat: SeatName };
}

export interface Gap {
  readonly gapId: string;
  readonly requirement: string;
  readonly finding: string;
}

/** Everything the approver decides on. Its hash is what they sign; any change of it voids the round. */
export interface Dossier {
  readonly exceptionId: ExceptionId;
  readonly round: number;
  readonly apiId: ApiId;
  readonly apiName: string;
  readonly owner: string;
  readonly exposure: Exposure;
  readonly dataClass: DataClass;
  readonly partners: readonly string[];
  readonly requests: number;
  readonly justification: string;
  readonly gaps: readonly Gap[];
  readonly controls: readonly CompensatingControl[];
  readonly inherentRisk: RiskRating;
  readonly residualRisk: RiskRating;
  readonly tier: Tier;
  /** Until when the API shall run nonconforming; always set. */
  readonly requestedUntil: string;
  readonly requester: { readonly person: PersonId; readonly name: string };
  readonly apiOwner: PersonId;
  readonly policyVersion: string;
}

export interface Vote {
  readonly seat: SeatName;
  readonly choice: VoteChoice;
  readonly person: PersonId;
  readonly personName: string;
  readonly rationale: string;
  readonly dossierHash: string;
  readonly round: number;
  readonly at: string;
  readonly receipt: string;
}

export type SeatState =
  | { readonly seat: SeatName; readonly state: 'OPEN'; readonly candidates: readonly PersonId[] }
  | {
      readonly seat: SeatName;
      readonly state: 'DECIDED';
      readonly candidates: readonly PersonId[];
      readonly vote: Vote;
    }
  | { readonly seat: SeatName; readonly state: 'CANCELLED'; readonly candidates: readonly PersonId[] };

interface ReviewBase {
  readonly exceptionId: ExceptionId;
  readonly apiId: ApiId;
  readonly apiName: string;
  readonly tier: Tier;
  readonly round: number;
  readonly openedAt: string;
  /** When the round closes without a decision. Nothing is approved by time. */
  readonly lapseAt: string;
  readonly dossierKey: string;
  readonly dossierHash: string;
  readonly seats: readonly SeatState[];
  readonly policyVersion: string;
}

/**
 * A review round. `CONDITIONAL`: approved on the condition that every alternate measure is proven; only a proven
 * (ACTIVE) exception permits the API to run nonconforming.
 */
export type Review =
  | (ReviewBase & { readonly state: 'IN_REVIEW' })
  | (ReviewBase & { readonly state: 'CONDITIONAL'; readonly decidedAt: string; readonly expiresAt: string })
  | (ReviewBase & { readonly state: 'REJECTED'; readonly decidedAt: string })
  | (ReviewBase & { readonly state: 'LAPSED'; readonly decidedAt: string });

/** Who acts, as the identity provider vouched for them in this session. */
export interface Actor {
  readonly person: PersonId;
  readonly name: string;
  /** Seconds since the epoch of the sign-in. */
  readonly authTime: number;
  readonly amr: readonly string[];
}

export interface VoteRequest {
  readonly exceptionId: ExceptionId;
  readonly round: number;
  readonly choice: string;
  readonly rationale: string;
  /** Of the dossier that the page showed. */
  readonly dossierHash: string;
  readonly actor: Actor;
}

export type VoteResult =
  | { readonly kind: 'RECORDED'; readonly vote: Vote }
  /** The same person sent the same choice again. */
  | { readonly kind: 'REPEATED'; readonly vote: Vote }
  /** Somebody (or the same person, otherwise) decided before. */
  | { readonly kind: 'DECIDED_BEFORE'; readonly vote: Vote }
  | { readonly kind: 'REFUSED'; readonly reason: VoteRefusal; readonly message: string };

export type VoteRefusal =
  | 'NO_SUCH_REVIEW'
  | 'UNKNOWN_CHOICE'
  | 'RATIONALE_TOO_SHORT'
  | 'NOT_A_CANDIDATE'
  | 'OWN_REQUEST'
  | 'STALE_DOSSIER'
  | 'ROUND_CLOSED'
  | 'LAPSED';

/** The row behind a Review link: routing only, never authentication. */
export interface ReviewLink {
  readonly linkId: LinkId;
  readonly exceptionId: ExceptionId;
  readonly round: number;
  readonly person: PersonId;
  readonly expiresAt: string;
}
