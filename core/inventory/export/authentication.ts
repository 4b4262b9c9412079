import type { AssessmentResult } from '../../posture/assessment.ts';

/** The check that every deployed operation asks for credentials. */
const check = 'AUTHN-01';

/**
 * Whether an API refuses requests without authentication, by its newest assessment: no as soon as one operation of one
 * stage answers anybody, yes when it was proven of every stage, and unknown otherwise.
 */
export const isAuthenticated = (
  assessment: Pick<AssessmentResult, 'results'> | undefined,
): boolean | undefined => {
  const statuses = (assessment?.results ?? [])
    .filter(({ checkId }) => checkId === check)
    .map(({ status }) => status);
  if (statuses.includes('FAIL')) return false;
  return statuses.length > 0 && statuses.every((status) => status === 'PASS') ? true : undefined;
};
