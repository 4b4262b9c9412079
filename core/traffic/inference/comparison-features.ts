import { wildcard } from './entry.ts';
import type { Sibling, SiblingGroup } from './siblings.ts';
import { log } from './word-features.ts';

/** How each sibling compares with the others and with the values beside it. */
export const comparisonFeatureNames = [
  'sharesNext',
  'sharesAfterNext',
  'sharesNextWithValues',
  'sharesMethods',
  'sharesMethodsWithValues',
  'sharesForm',
  'sameLength',
  'sharedNext',
  'sharedAfterNext',
  'nearestNext',
  'nextOfValues',
] as const;

/** Letters and digits by class, runs as one: `AB-1234` → `A-9`. */
const formOf = (label: string): string =>
  label
    .slice(0, 64)
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A')
    .replace(/\d+/g, '9');

const countsOf = <Item>(sets: Iterable<Iterable<Item>>): Map<Item, number> => {
  const counts = new Map<Item, number>();
  for (const set of sets) for (const item of set) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

/** How many of the other siblings have what this one has, on average over what it has. */
const commonality = (
  own: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  others: number,
): number => {
  if (own.size === 0 || others <= 0) return 0;
  let sum = 0;
  for (const item of own) sum += Math.min(others, (counts.get(item) ?? 1) - 1);
  return sum / (own.size * others);
};

const countIn = (own: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  let both = 0;
  for (const item of own) if (other.has(item)) both++;
  return both;
};

const overlap = (own: ReadonlySet<string>, other: ReadonlySet<string> | undefined): number =>
  !other || own.size === 0 ? 0 : countIn(own, other) / own.size;

/** How many labels it has that others have too: one shared `search` says little, five shared names say one thing. */
const sharedCount = (own: ReadonlySet<string>, counts: ReadonlyMap<string, number>): number => {
  let shared = 0;
  for (const item of own) if (item !== wildcard && (counts.get(item) ?? 1) > 1) shared++;
  return shared;
};

/** Siblings that each is compared with one by one. */
const compared = 24;

/** Jaccard index with the most similar of the siblings that have the most traffic. */
const nearest = (word: Sibling, others: readonly Sibling[]): number => {
  let best = 0;
  for (const other of others) {
    if (other === word) continue;
    let both = 0;
    for (const item of word.next) if (other.next.has(item)) both++;
    best = Math.max(best, both / (word.next.size + other.next.size - both));
  }
  return best;
};

const maskOf = (word: Sibling): string => [...word.methods].sort().join();

export const comparisonFeaturesOf = (
  { values }: SiblingGroup,
  words: readonly Sibling[],
): readonly (readonly number[])[] => {
  const count = words.length;
  const next = countsOf(words.map((word) => word.next));
  const afterNext = countsOf(words.map((word) => word.afterNext));
  const goOn = words.filter((word) => word.next.size > 0).length;
  const goOnTwice = words.filter((word) => word.afterNext.size > 0).length;
  const ending = words.filter((word) => word.methods.size > 0);
  const masks = countsOf(ending.map((word) => [maskOf(word)]));
  const forms = countsOf(words.map((word) => [formOf(word.label)]));
  const meanLength = words.reduce((sum, word) => sum + word.label.length, 0) / count;
  const goingOn = words.filter((word) => word.next.size > 0).slice(0, compared);
  return words.map((word) => [
    commonality(word.next, next, goOn - 1),
    commonality(word.afterNext, afterNext, goOnTwice - 1),
    overlap(word.next, values?.next),
    word.methods.size > 0 && ending.length > 1
      ? ((masks.get(maskOf(word)) ?? 1) - 1) / (ending.length - 1)
      : 0,
    overlap(word.methods, values?.methods),
    count > 1 ? ((forms.get(formOf(word.label)) ?? 1) - 1) / (count - 1) : 0,
    count > 1 ? 1 / (1 + Math.abs(word.label.length - meanLength)) : 0,
    log(sharedCount(word.next, next)) / 3,
    log(sharedCount(word.afterNext, afterNext)) / 3,
    word.next.size > 0 ? nearest(word, goingOn) : 0,
    values && word.next.size > 0 ? log(countIn(word.next, values.next)) / 3 : 0,
  ]);
};
