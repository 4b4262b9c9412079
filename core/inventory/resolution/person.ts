import type { Correction } from '../correction.ts';

type Pair = Extract<Correction, { kind: 'apart' | 'together' }>;

const pairOf = ({ left, right }: Pair): string => [left, right].sort().join('\n');

/** What people decided of pairs: of two corrections of one pair the later one holds. */
export const decidedPairs = (corrections: readonly Correction[]): readonly Pair[] => {
  const pairs = corrections
    .filter((one): one is Correction & Pair => one.kind !== 'settle')
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.correctionId < b.correctionId ? -1 : 1));
  return [...new Map(pairs.map((one) => [pairOf(one), one])).values()];
};
