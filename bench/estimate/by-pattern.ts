import type { Generator } from './cell-by-cell.ts';
import { sfc32 } from './random.ts';
import { type Kind, sources, surest, type World } from './worlds.ts';

const patterns = 2 ** sources;
/** Midpoints of the integral over an API's visibility; a thousand leave less than a thousandth of a point. */
const steps = 1_000;

/** Visibility factors of a kind with their weights, by the density of the Beta distribution at midpoints. */
const factorsOf = ({ spread }: Kind): readonly { readonly factor: number; readonly weight: number }[] => {
  if (!spread) return [{ factor: 1, weight: 1 }];
  const points = Array.from({ length: steps }, (_, index) => {
    const x = (index + 0.5) / steps;
    return { factor: spread.scale * x, weight: x ** (spread.alpha - 1) };
  });
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  return points.map(({ factor, weight }) => ({ factor, weight: weight / total }));
};

/** Probability of each of the 64 ways in which six sources can find an API or miss it, computed and not drawn. */
export const patternProbabilities = ({ kinds }: Pick<World, 'kinds'>): readonly number[] =>
  Array.from({ length: patterns }, (_, pattern) =>
    kinds.reduce(
      (sum, kind) =>
        sum +
        kind.share *
          factorsOf(kind).reduce((inner, { factor, weight }) => {
            const probability = kind.found.reduce((product, p, source) => {
              const found = Math.min(surest, p * factor);
              return product * ((pattern >> source) & 1 ? found : 1 - found);
            }, weight);
            return inner + probability;
          }, 0),
      0,
    ),
  );

/**
 * Second generator: no coin is tossed for a source. The probability of every pattern is integrated, and each API draws
 * its pattern whole, with another pseudo-random generator.
 */
export const byPattern: Generator = (world, apis, seed) => {
  const random = sfc32(seed);
  let sum = 0;
  const cumulated = patternProbabilities(world).map((probability) => {
    sum += probability;
    return sum;
  });
  return () =>
    Array.from({ length: apis }, () => {
      const drawn = random() * sum;
      const pattern = cumulated.findIndex((limit) => drawn < limit);
      return pattern < 0 ? patterns - 1 : pattern;
    });
};
