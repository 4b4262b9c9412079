import { describe, expect, test } from '@jest/globals';
import { summarise } from '../../../core/report/summary.ts';
import { emptyGovernance, exampleState } from '../../support/governance-example.ts';

describe('the counts', () => {
  test('of one of everything', () => {
    expect(summarise(exampleState())).toEqual({
      apisFound: 4,
      endpoints: 7,
      shadowEndpoints: 2,
      undocumentedEndpoints: 1,
      conforming: 1,
      nonconforming: 1,
      unknown: 2,
      reviewsDecided: 2,
      reviewsOpen: 1,
      migrationsVerified: 1,
      migrationsCompensated: 2,
      migrationsRunning: 1,
      inputProblems: 2,
    });
  });

  test('of nothing are all zero', () => {
    expect(new Set(Object.values(summarise(emptyGovernance())))).toEqual(new Set([0]));
  });

  test('take an API that was not judged as unknown, so that the verdicts add up to the APIs', () => {
    const { apisFound, conforming, nonconforming, unknown } = summarise(exampleState());
    expect(conforming + nonconforming + unknown).toBe(apisFound);
  });
});
