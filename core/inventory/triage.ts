import type { ApiId, CycleId } from '../identifiers.ts';

/**
 * Whether an API may go onto the hardened gateway.
 * `conforming`: eligible by policy; what still fails is mended by the migration itself.
 * `nonconforming`: something only its owner or the risk department can settle.
 * `unknown`: the evidence does not decide it.
 */
export type Verdict = 'conforming' | 'nonconforming' | 'unknown';

/** What happens next with the API. */
export type NextAction = 'none' | 'migrate' | 'review' | 'owner-task';

export interface TriageResult {
  readonly apiId: ApiId;
  readonly cycleId: CycleId;
  readonly verdict: Verdict;
  readonly action: NextAction;
  /** Sentences for the owner, most important first. */
  readonly reasons: readonly string[];
  /** Failed checks that the migration mends. */
  readonly mendedByMigration: readonly string[];
  /** Failed checks and missing facts that it does not. */
  readonly blocking: readonly string[];
  readonly policyVersion: string;
}
