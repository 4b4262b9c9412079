import type { AmbiguousGroup } from './inference.ts';
import { maskedValue } from './masked-value.ts';
import { joinPath } from './segments.ts';
import type { Sibling, SiblingGroup } from './siblings.ts';

/** Nearer to an even chance than this, a person decides. */
const doubt = 0.3;
const examplesShown = 8;

/** The siblings of one place whose decision is open, if there are any. */
export const ambiguityIn = (
  host: string,
  group: SiblingGroup,
  words: readonly Sibling[],
  probabilities: readonly number[],
): AmbiguousGroup | undefined => {
  const open = words.filter((_, index) => Math.abs((probabilities[index] ?? 0) - 0.5) < doubt);
  if (open.length === 0) return undefined;
  const mean =
    words.reduce((sum, word, index) => sum + (open.includes(word) ? (probabilities[index] ?? 0) : 0), 0) /
    open.length;
  return {
    host,
    under: joinPath(group.before),
    assumed: mean > 0.5 ? 'parameter' : 'literal',
    certainty: Math.max(mean, 1 - mean),
    siblings: open.length,
    examples: [...new Set(open.map(({ label }) => maskedValue(label)))].slice(0, examplesShown),
  };
};
