import type { ApiId, CycleId } from '../identifiers.ts';
import type { CheckResult } from './check.ts';

/** All checks of one API in one cycle. */
export interface AssessmentResult {
  readonly apiId: ApiId;
  readonly cycleId: CycleId;
  readonly assessedAt: string;
  readonly results: readonly CheckResult[];
  readonly counts: {
    readonly pass: number;
    readonly fail: number;
    readonly unknown: number;
    readonly notApplicable: number;
    readonly capabilityGap: number;
  };
}
