import type { ApiId, CycleId, MigrationId } from '../identifiers.ts';

export type MigrationState =
  | 'RUNNING'
  | 'VERIFIED'
  /** Refused before anything was created: the plan says why. */
  | 'REFUSED'
  /** Everything done was undone; the source is as it was. */
  | 'COMPENSATED'
  /** A compensation did not succeed: a person has to look. */
  | 'COMPENSATION_FAILED';

/** One request sent at an API and what came back; no token, no body of a customer. */
export interface ProbeResult {
  /** P1 … P18 as in `docs/probes.md`. */
  readonly probeId: string;
  readonly title: string;
  readonly method: string;
  readonly path: string;
  /** `not-provable`: this environment cannot show it either way. */
  readonly outcome: 'passed' | 'failed' | 'not-provable';
  readonly expected: string;
  readonly observed: string;
  readonly status?: number;
}

export interface MigrationStep {
  readonly name: string;
  readonly state: 'DONE' | 'FAILED' | 'UNDONE';
  readonly at: string;
  readonly detail: string;
}

export interface Migration {
  readonly migrationId: MigrationId;
  readonly apiId: ApiId;
  readonly apiName: string;
  readonly cycleId: CycleId;
  readonly state: MigrationState;
  readonly source: {
    readonly gatewayId: string;
    readonly stage: string;
    readonly domainName?: string;
    readonly basePath?: string;
  };
  readonly target?: { readonly gatewayId: string; readonly stage: string; readonly deploymentId?: string };
  /** SHA-256 of the plan that every later step acts on. */
  readonly planHash?: string;
  readonly steps: readonly MigrationStep[];
  readonly probesBefore: readonly ProbeResult[];
  readonly probesAfter: readonly ProbeResult[];
  /** Why it ended as it did, one sentence, when not verified. */
  readonly failure?: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
}
