import { comparisonFeatureNames, comparisonFeaturesOf } from './comparison-features.ts';
import { placeFeatureNames, placeFeaturesOf } from './place-features.ts';
import type { Sibling, SiblingGroup } from './siblings.ts';
import { wordFeatureNames, wordFeaturesOf } from './word-features.ts';

const ownNames = [...wordFeatureNames, ...comparisonFeatureNames];
const width = ownNames.length;

/**
 * What the decision looks at, as numbers of about unit size: the sibling itself, how it compares with the others, what
 * the others are like without it, and the place.
 */
export const featureNames: readonly string[] = [
  ...ownNames,
  ...ownNames.map((name) => `others ${name}`),
  ...placeFeatureNames,
];

/**
 * One row a word, in the order of `featureNames`.
 * @param placesOf how many different parents a label has on the host.
 */
export const featuresOf = (
  group: SiblingGroup,
  words: readonly Sibling[],
  placesOf: (label: string) => number,
): readonly Float64Array[] => {
  const comparisons = comparisonFeaturesOf(group, words);
  const rows = words.map((word, index) => [
    ...wordFeaturesOf(word, group, placesOf),
    ...(comparisons[index] ?? []),
  ]);
  const sums = new Float64Array(width);
  for (const row of rows)
    for (let index = 0; index < width; index++) sums[index] = (sums[index] ?? 0) + (row[index] ?? 0);
  const place = placeFeaturesOf(group, words);
  const others = words.length - 1;
  return rows.map((row) => {
    const out = new Float64Array(featureNames.length);
    out.set(row);
    if (others > 0)
      for (let index = 0; index < width; index++)
        out[width + index] = ((sums[index] ?? 0) - (row[index] ?? 0)) / others;
    out.set(place, 2 * width);
    return out;
  });
};
