import type { ApiId, CycleId } from '../identifiers.ts';
import type { CheckResult } from './check.ts';

export interface StatusCounts {
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly capabilityGap: number;
}

/** All checks of one API in one cycle. */
export interface AssessmentResult {
  readonly apiId: ApiId;
  readonly cycleId: CycleId;
  readonly assessedAt: string;
  readonly results: readonly CheckResult[];
  readonly counts: StatusCounts;
}

/** Results by their status. */
export const countStatuses = (results: readonly CheckResult[]): StatusCounts => {
  const count = (status: CheckResult['status']) =>
    results.filter((result) => result.status === status).length;
  return {
    pass: count('PASS'),
    fail: count('FAIL'),
    unknown: count('UNKNOWN'),
    notApplicable: count('NOT_APPLICABLE'),
    capabilityGap: count('CAPABILITY_GAP'),
  };
};
