import type { ApiId, CycleId } from '../identifiers.ts';

export type DocCheckStatus = 'pass' | 'fail' | 'not-applicable' | 'not-evaluated';

export interface DocCheckResult {
  readonly id: string;
  readonly status: DocCheckStatus;
  /** Nodes that passed, of those the check applies to. */
  readonly passed: number;
  readonly applicable: number;
  readonly weight: number;
  /** JSON pointers of the first failing nodes. */
  readonly failing: readonly string[];
}

/** A reason that caps the score whatever the checks say. */
export interface DocGate {
  readonly code: string;
  readonly cap: number;
  readonly detail: string;
}

export interface DocumentScore {
  /** 0–100 after gates. */
  readonly score: number;
  readonly grade: 'A' | 'B' | 'C' | 'D' | 'E';
  readonly gates: readonly DocGate[];
  readonly checks: readonly DocCheckResult[];
  readonly nextBestFixes: readonly {
    readonly checkId: string;
    readonly gain: number;
    readonly where: string;
  }[];
  readonly rulesetVersion: string;
  /** SHA-256 over ids, weights and gates, so that a rule change never looks like a quality change. */
  readonly rulesetHash: string;
}

export interface DocumentationResult extends DocumentScore {
  readonly apiId: ApiId;
  readonly cycleId: CycleId;
  /** Which document was graded: `registry` (handed in by the owner), `export` (what the gateway holds), `none`. */
  readonly source: 'registry' | 'export' | 'none';
  readonly documentKey?: string;
  /** SHA-256 of the graded bytes. */
  readonly documentHash?: string;
}
