import type { GovernanceState } from './governance-state.ts';

/** The counts that terminal, report and portal show; one place, so that they never disagree. */
export interface GovernanceSummary {
  readonly apisFound: number;
  readonly endpoints: number;
  readonly shadowEndpoints: number;
  readonly undocumentedEndpoints: number;
  readonly conforming: number;
  readonly nonconforming: number;
  readonly unknown: number;
  readonly reviewsDecided: number;
  readonly reviewsOpen: number;
  readonly migrationsVerified: number;
  readonly migrationsCompensated: number;
  readonly migrationsRunning: number;
  readonly inputProblems: number;
}

export const summarise = (state: GovernanceState): GovernanceSummary => {
  const endpoints = state.apis.flatMap(({ record }) => record.endpoints);
  const verdicts = state.apis.map(({ triage }) => triage?.verdict ?? 'unknown');
  const count = <Item>(items: readonly Item[], wanted: (item: Item) => boolean): number =>
    items.filter(wanted).length;
  return {
    apisFound: state.apis.length,
    endpoints: endpoints.length,
    shadowEndpoints: count(endpoints, (endpoint) => endpoint.state === 'shadow'),
    undocumentedEndpoints: count(endpoints, (endpoint) => endpoint.state === 'undocumented'),
    conforming: count(verdicts, (verdict) => verdict === 'conforming'),
    nonconforming: count(verdicts, (verdict) => verdict === 'nonconforming'),
    unknown: count(verdicts, (verdict) => verdict === 'unknown'),
    reviewsDecided: count(
      state.reviews,
      ({ review }) => review.state === 'CONDITIONAL' || review.state === 'REJECTED',
    ),
    reviewsOpen: count(state.reviews, ({ review }) => review.state === 'IN_REVIEW'),
    migrationsVerified: count(state.migrations, ({ state: ended }) => ended === 'VERIFIED'),
    migrationsCompensated: count(
      state.migrations,
      ({ state: ended }) => ended === 'COMPENSATED' || ended === 'COMPENSATION_FAILED',
    ),
    migrationsRunning: count(state.migrations, ({ state: ended }) => ended === 'RUNNING'),
    inputProblems: state.cycle?.problems.length ?? 0,
  };
};
