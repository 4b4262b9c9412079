import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type BucketState,
  bucketsFor,
  defaultRatePerSecond,
  takeToken,
} from '../../../core/gateway/token-bucket.ts';

const limits = fc.record({
  ratePerSecond: fc.double({ min: 0.5, max: 100, noNaN: true }),
  capacity: fc.double({ min: 1, max: 50, noNaN: true }),
});
/** Milliseconds between two attempts; sometimes a clock that runs backwards. */
const gaps = fc.array(fc.integer({ min: -500, max: 2_000 }), { maxLength: 200 });

/** Times at which a token was granted, by the bucket's own time. */
const grantsOf = (steps: readonly number[], limit: { ratePerSecond: number; capacity: number }) => {
  let state: BucketState | undefined;
  let now = 1_000_000;
  const grants: number[] = [];
  for (const step of steps) {
    now += step;
    const taken = takeToken(state, limit, now);
    if (!taken.granted) continue;
    state = taken.state;
    grants.push(state.updatedAtMs);
  }
  return grants;
};

describe('a token bucket', () => {
  test('never grants more in any window than its capacity and what came back meanwhile', () => {
    fc.assert(
      fc.property(limits, gaps, (limit, steps) => {
        const grants = grantsOf(steps, limit);
        for (const [first, from] of grants.entries())
          for (const [last, to] of grants.entries())
            if (last >= first)
              expect(last - first + 1).toBeLessThanOrEqual(
                limit.capacity + ((to - from) * limit.ratePerSecond) / 1000 + 1e-6,
              );
      }),
      { numRuns: 60 },
    );
  });

  test('grants after exactly the wait that it names, and not long before', () => {
    fc.assert(
      fc.property(limits, fc.double({ min: 0, max: 0.99, noNaN: true }), (limit, tokens) => {
        const state = { tokens, updatedAtMs: 5_000 };
        const refused = takeToken(state, limit, 5_000);
        if (refused.granted) throw new Error('a bucket under one token granted');
        expect(takeToken(state, limit, 5_000 + refused.waitMs).granted).toBe(true);
        expect(takeToken(state, limit, 5_000 + refused.waitMs - 2).granted).toBe(false);
      }),
    );
  });

  test('a clock that runs behind refills nothing', () => {
    const limit = { ratePerSecond: 5, capacity: 1 };
    const empty = { tokens: 0, updatedAtMs: 10_000 };
    expect(takeToken(empty, limit, 9_000)).toEqual({ granted: false, waitMs: 1_200 });
  });

  test('unused it is full', () => {
    expect(takeToken(undefined, { ratePerSecond: 5, capacity: 3 }, 7)).toEqual({
      granted: true,
      state: { tokens: 2, updatedAtMs: 7 },
    });
  });
});

describe('the buckets of a call', () => {
  test('every call draws from the total, at half of the quota of 10 a second', () => {
    expect(bucketsFor('GetStages', defaultRatePerSecond)).toEqual([
      { name: 'total', limits: { ratePerSecond: 5, capacity: 1 } },
    ]);
  });

  test('GetResources has its own, at half of its 5 in 2 seconds', () => {
    expect(
      bucketsFor('GetResources', defaultRatePerSecond).map(({ name, limits: { ratePerSecond } }) => [
        name,
        ratePerSecond,
      ]),
    ).toEqual([
      ['GetResources', 1.25],
      ['total', 5],
    ]);
  });
});
