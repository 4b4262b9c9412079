import { incompleteBeta } from './incomplete-beta.ts';

/**
 * One-sided exact lower confidence bound of a proportion (Clopper and Pearson 1934): the share p at which seeing this
 * many successes or more has probability `1 - confidence`; the quantile of Beta(successes, trials - successes + 1).
 * Exact for a draw with replacement and on the safe side for one without.
 * @param successes 0 to `trials`
 * @param trials a draw of none bounds nothing: 0
 * @param confidence 0–1, for example 0.95
 * @throws RangeError for counts that no draw can have
 */
export const lowerBound = (successes: number, trials: number, confidence = 0.95): number => {
  if (!Number.isInteger(successes) || !Number.isInteger(trials) || successes < 0 || successes > trials)
    throw new RangeError(`${successes} of ${trials} is no draw.`);
  if (successes === 0) return 0;
  const tail = 1 - confidence;
  let low = 0;
  let high = 1;
  // Sixty halvings leave less than a rounding error; the lower end is kept, so that the bound is never over the true one.
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, successes, trials - successes + 1) < tail) low = middle;
    else high = middle;
  }
  return low;
};

/** A bound in whole percent, rounded down: a floor is never said higher than it is, but for the rounding of doubles. */
export const floorPercent = (share: number): number => Math.floor(share * 100 + 1e-9);
