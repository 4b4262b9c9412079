import type { Sibling, SiblingGroup } from './siblings.ts';

/**
 * The first look judges each sibling; this one sees how the others were judged, so that a set of values is told as a
 * set: a dictionary word among forty things of one structure is a thing.
 */
export const secondLookNames: readonly string[] = [
  'first look',
  'others first look',
  'surest other',
  'shares next with merged',
  'shares after next with merged',
  'shares methods with merged',
  'shares next with kept',
  'merged',
];

const share = (own: ReadonlySet<string>, counts: ReadonlyMap<string, number>): number => {
  if (own.size === 0) return 0;
  let sum = 0;
  for (const item of own) if ((counts.get(item) ?? 0) > 0) sum++;
  return sum / own.size;
};

const added = (counts: Map<string, number>, items: ReadonlySet<string>, by: number): void => {
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + by);
};

/** @param logits of the first look, per word. @returns the first features with the second ones after them. */
export const secondLook = (
  group: SiblingGroup,
  words: readonly Sibling[],
  features: readonly Float64Array[],
  logits: readonly number[],
): readonly Float64Array[] => {
  const clipped = logits.map((logit) => Math.max(-6, Math.min(6, logit)) / 3);
  const sum = clipped.reduce((total, one) => total + one, 0);
  const sorted = clipped.toSorted((a, b) => b - a);
  const merged = {
    next: new Map<string, number>(),
    after: new Map<string, number>(),
    methods: new Map<string, number>(),
  };
  const kept = new Map<string, number>();
  const account = (word: Sibling, isValue: boolean, by: number): void => {
    if (!isValue) {
      added(kept, word.next, by);
      return;
    }
    added(merged.next, word.next, by);
    added(merged.after, word.afterNext, by);
    added(merged.methods, word.methods, by);
  };
  if (group.values) account(group.values, true, 1);
  const isValue = (index: number): boolean => (logits[index] ?? 0) > 0;
  words.forEach((word, index) => {
    account(word, isValue(index), 1);
  });
  const values = words.filter((_, index) => isValue(index)).length + (group.values ? 1 : 0);
  return words.map((word, index) => {
    const first = features[index] as Float64Array;
    const own = clipped[index] as number;
    account(word, isValue(index), -1);
    const extra = [
      own,
      words.length > 1 ? (sum - own) / (words.length - 1) : 0,
      words.length > 1
        ? own === sorted[0]
          ? (sorted[1] as number)
          : (sorted[0] as number)
        : group.values
          ? 2
          : 0,
      share(word.next, merged.next),
      share(word.afterNext, merged.after),
      share(word.methods, merged.methods),
      share(word.next, kept),
      Math.log2(1 + values - (isValue(index) ? 1 : 0)) / 4,
    ];
    account(word, isValue(index), 1);
    const out = new Float64Array(first.length + extra.length);
    out.set(first);
    out.set(extra, first.length);
    return out;
  });
};
