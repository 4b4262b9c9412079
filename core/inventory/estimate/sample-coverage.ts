import type { Incidence } from './incidence.ts';

/**
 * Good–Turing sample coverage for incidences: how likely the next find is one that is known already,
 * `C = 1 - f1/n · (m - 1) f1 / ((m - 1) f1 + 2 f2)` (Chao and Colwell 2017).
 *
 * A rule for when to stop looking, and never a share of APIs that is shown to anybody: it weighs APIs by how easily
 * they are found, and so says nearly everything is known when only the hidden ones are left.
 * @returns 0–1
 */
export const sampleCoverage = ({ families, finds, foundByOne, foundByTwo }: Incidence): number => {
  if (finds === 0) return 0;
  const once = Math.max(0, families.length - 1) * foundByOne;
  return once === 0 ? 1 : 1 - (foundByOne / finds) * (once / (once + 2 * foundByTwo));
};
