import type { FindCounts } from './jackknife.ts';

export interface Chao2Estimate {
  readonly total: number;
  /** Bounds of the 95 % log-normal interval; `low` is never under what was found. */
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantile of the normal distribution. */
const z = 1.96;

/**
 * Variance of Chao2, a = (m - 1) / m. With nothing found by exactly two families the form without a quotient is used
 * (Colwell, EstimateS user's guide, equations 6 and 7).
 */
const varianceOf = ({ foundByOne: f1, foundByTwo: f2 }: FindCounts, a: number, total: number): number => {
  if (f2 === 0) {
    const once = (a * f1 * (f1 - 1)) / 2;
    return once + (a * a * f1 * (2 * f1 - 1) ** 2) / 4 - (a * a * f1 ** 4) / (4 * total);
  }
  const r = f1 / f2;
  return f2 * ((a * r ** 2) / 2 + a * a * r ** 3 + (a * a * r ** 4) / 4);
};

/**
 * Chao2 for incidences, bias-corrected: `N = D + (m - 1) / m · f1 (f1 - 1) / (2 (f2 + 1))`, a lower bound where some
 * are harder to find than others (Chao 1987; Chao and Colwell 2017).
 */
export const chao2 = (counts: FindCounts): Chao2Estimate => {
  const { families, distinct, foundByOne: f1, foundByTwo: f2 } = counts;
  const a = families === 0 ? 0 : (families - 1) / families;
  const missing = (a * f1 * (f1 - 1)) / (2 * (f2 + 1));
  const total = distinct + missing;
  if (missing <= 0) return { total, low: total, high: total };
  const variance = Math.max(0, varianceOf(counts, a, total));
  const k = Math.exp(z * Math.sqrt(Math.log(1 + variance / missing ** 2)));
  return { total, low: distinct + missing / k, high: distinct + missing * k };
};
