import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { floorPercent, lowerBound } from '../../../../core/inventory/audit/clopper-pearson.ts';
import { incompleteBeta } from '../../../../core/inventory/audit/incomplete-beta.ts';

/** P(X ≤ k) of the binomial distribution, added up term by term with exact integers. */
const binomialTail = (from: number, trials: number, numerator: number, denominator: number): number => {
  let coefficient = 1n;
  let sum = 0n;
  for (let k = 0; k <= trials; k++) {
    if (k >= from)
      sum +=
        coefficient * BigInt(numerator) ** BigInt(k) * BigInt(denominator - numerator) ** BigInt(trials - k);
    coefficient = (coefficient * BigInt(trials - k)) / BigInt(k + 1);
  }
  const scale = 10n ** 18n;
  return Number((sum * scale) / BigInt(denominator) ** BigInt(trials)) / 1e18;
};

describe('the incomplete beta function', () => {
  test.each([
    [0.5, 1, 1, 0.5],
    [0.25, 2, 2, 0.15625],
    [0.5, 0.5, 0.5, 0.5],
    [0.3, 1, 5, 1 - 0.7 ** 5],
    [0.9, 20, 1, 0.9 ** 20],
    [0, 3, 4, 0],
    [1, 3, 4, 1],
  ])('I_%d(%d, %d) = %d', (x, a, b, expected) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(expected, 12);
  });

  test('equals the binomial tail: I_p(k, n - k + 1) = P(X ≥ k)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.nat(119),
        fc.integer({ min: 1, max: 99 }),
        (n, at, p) => {
          const k = 1 + (at % n);
          expect(Math.abs(incompleteBeta(p / 100, k, n - k + 1) - binomialTail(k, n, p, 100))).toBeLessThan(
            1e-11,
          );
        },
      ),
    );
  });

  test('is symmetric: I_x(a, b) + I_(1-x)(b, a) = 1, and grows with x', () => {
    const shape = fc.double({ min: 0.1, max: 5_000, noNaN: true });
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(share, shape, shape, (x, a, b) => {
        const here = incompleteBeta(x, a, b);
        expect(here + incompleteBeta(1 - x, b, a)).toBeCloseTo(1, 9);
        expect(incompleteBeta(Math.min(1, x + 0.0005), a, b)).toBeGreaterThanOrEqual(here - 1e-9);
      }),
    );
  });
});

describe('the exact lower bound', () => {
  // With nothing missed the bound is the n-th root of 0.05.
  test.each([
    [30, 30, 0.905],
    [57, 60, 0.8758],
    [59, 59, 0.9505],
    [299, 299, 0.99],
    [58, 59, 0.9221],
    [9, 10, 0.6058],
    [1, 1, 0.05],
    [0, 60, 0],
    [0, 0, 0],
  ])('%d of %d: %d', (successes, trials, expected) => {
    expect(lowerBound(successes, trials)).toBeCloseTo(expected, 4);
  });

  test('n of n is the n-th root of what the confidence leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), fc.constantFrom(0.9, 0.95, 0.99), (n, confidence) => {
        expect(lowerBound(n, n, confidence)).toBeCloseTo((1 - confidence) ** (1 / n), 10);
      }),
    );
  });

  test('at the bound so many successes are just as unlikely as the confidence says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.nat(1_999), (n, at) => {
        const k = 1 + (at % n);
        const bound = lowerBound(k, n);
        expect(bound).toBeLessThanOrEqual(k / n);
        expect(incompleteBeta(bound, k, n - k + 1)).toBeCloseTo(0.05, 8);
      }),
    );
  });

  test.each([
    [5, 4],
    [-1, 4],
    [1.5, 4],
    [1, Number.NaN],
  ])('%d of %d is refused', (successes, trials) => {
    expect(() => lowerBound(successes, trials)).toThrow(RangeError);
  });

  test.each([
    [57, 60, 87],
    [59, 59, 95],
    [299, 299, 99],
    [30, 30, 90],
    [1, 1, 5],
    [2_999, 3_000, 99],
  ])('%d of %d is said as %d percent: rounded down', (successes, trials, percent) => {
    expect(floorPercent(lowerBound(successes, trials))).toBe(percent);
  });

  test('an audit of a known bank: the floor is over the truth in no more than 5 % of the draws', () => {
    // 88 % of 1 000 endpoints are in the inventory; 2 000 audits of 60 each, by a fixed linear congruential sequence.
    let state = 12_345;
    const next = (): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state / 2 ** 32;
    };
    let tooHigh = 0;
    for (let audit = 0; audit < 2_000; audit++) {
      let known = 0;
      for (let drawn = 0; drawn < 60; drawn++) known += next() < 0.88 ? 1 : 0;
      if (lowerBound(known, 60) > 0.88) tooHigh++;
    }
    expect(tooHigh / 2_000).toBeLessThan(0.06);
  });
});
