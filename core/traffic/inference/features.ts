import { wildcard } from './entry.ts';
import { isGlued, unglued } from './segments.ts';
import type { Sibling, SiblingGroup } from './siblings.ts';
import { charactersOf, isVersion, tokenOf } from './token.ts';
import { isListedCode } from '../model/codes.ts';
import { familiarity, wordsOf, wordUse } from './vocabulary.ts';

/**
 * What the decision looks at, as numbers of about unit size. Four kinds: the sibling itself, how it compares with the
 * others, what the others are like without it, and the place. The names are for explanations and for the fit's report.
 */
const ownNames = [
  'segmentUse',
  'leastPartUse',
  'meanPartUse',
  'familiarity',
  'digits',
  'upper',
  'length',
  'separators',
  'weakForm',
  'hexForm',
  'listedCode',
  'escaped',
  'evidence',
  'once',
  'share',
  'callers',
  'callersPerRequest',
  'goesOn',
  'ends',
  'manyPlaces',
  'underIt',
] as const;

const comparedNames = [
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

const placeNames = [
  'siblings',
  'alone',
  'evidenceAtPlace',
  'evidencePerSibling',
  'novelty',
  'onceShare',
  'valuesShare',
  'valuesKnown',
  'depth',
  'first',
  'afterValue',
  'afterPlural',
  'afterVersion',
  'parentThenParameter',
  'parentThenLiteral',
  'parentKnown',
  'hasCollection',
  'topShare',
  'knownShare',
  'glued',
] as const;

export const featureNames: readonly string[] = [
  ...ownNames,
  ...comparedNames,
  ...[...ownNames, ...comparedNames].map((name) => `others ${name}`),
  ...placeNames,
];

/** Letters and digits by class, runs as one: `AB-1234` → `A-9`. */
const formOf = (label: string): string =>
  label
    .slice(0, 64)
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A')
    .replace(/\d+/g, '9');

const log = (n: number): number => Math.log2(1 + n);

const ownOf = (word: Sibling, group: SiblingGroup, placesOf: (label: string) => number): number[] => {
  const label = unglued(word.label);
  const { digits, upper, other } = charactersOf(label);
  const parts = wordsOf(label).map((part) => wordUse(part).part);
  const form = tokenOf(label);
  return [
    wordUse(label).segment / 4,
    (parts.length ? Math.min(...parts) : 0) / 4,
    parts.reduce((sum, one) => sum + one, 0) / (4 * Math.max(1, parts.length)),
    (familiarity(label) + 2.6) * 1.5,
    digits / label.length,
    upper / label.length,
    Math.min(label.length, 40) / 15,
    other > 0 ? Math.min(3, label.replace(/[A-Za-z0-9]/g, '').length) / 2 : 0,
    form === undefined ? 0 : 1,
    form === 'hex' ? 1 : 0,
    isListedCode(label) ? 1 : 0,
    label.includes('%') ? 1 : 0,
    log(word.evidence) / 5,
    word.evidence <= 1 ? 1 : 0,
    Math.log2(word.evidence / Math.max(1, group.evidence) + 1e-4) / 5,
    log(word.callers) / 3,
    Math.log2((word.callers + 0.5) / (word.evidence + 0.5)) / 3,
    word.next.size > 0 ? 1 : 0,
    word.methods.size > 0 ? 1 : 0,
    log(placesOf(word.label)) / 3 - 0.3,
    log(word.entries.length) / 4,
  ];
};

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

/** @param placesOf how many different parents a label has on the host. */
export const featuresOf = (
  group: SiblingGroup,
  words: readonly Sibling[],
  placesOf: (label: string) => number,
): readonly Float64Array[] => {
  const { values, before } = group;
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
  const rows = words.map((word) => [
    ...ownOf(word, group, placesOf),
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
  const width = ownNames.length + comparedNames.length;
  const sums = new Float64Array(width);
  for (const row of rows)
    for (let index = 0; index < width; index++) sums[index] = (sums[index] ?? 0) + (row[index] ?? 0);
  const once = words.filter((word) => word.evidence <= 1).length;
  const wordEvidence = words.reduce((sum, word) => sum + word.evidence, 0);
  const parent = before.at(-1);
  const named = parent !== undefined && parent !== wildcard ? unglued(parent) : undefined;
  const lastWord = named === undefined ? undefined : wordsOf(named).at(-1);
  const whole = named === undefined ? undefined : wordUse(named);
  const parentUse =
    whole && whole.thenParameter + whole.thenLiteral > 0 ? whole : lastWord ? wordUse(lastWord) : undefined;
  const place = [
    log(count) / 4,
    count === 1 ? 1 : 0,
    log(wordEvidence) / 8,
    log(wordEvidence / count) / 6,
    once / Math.max(1, wordEvidence),
    once / count,
    (values?.evidence ?? 0) / Math.max(1, group.evidence),
    log(values?.paths ?? 0) / 6,
    Math.min(before.length, 8) / 4,
    before.length === 0 ? 1 : 0,
    parent === wildcard ? 1 : 0,
    lastWord && /[^su]s$/.test(lastWord) ? 1 : 0,
    named && isVersion(named) ? 1 : 0,
    (parentUse?.thenParameter ?? 0) / 4,
    (parentUse?.thenLiteral ?? 0) / 4,
    whole && whole.segment > 0 ? 1 : 0,
    group.hasCollection ? 1 : 0,
    (words[0]?.evidence ?? 0) / Math.max(1, wordEvidence),
    words.filter((word) => wordUse(unglued(word.label)).segment > 1).length / count,
    words[0] && isGlued(words[0].label) ? 1 : 0,
  ];
  return rows.map((row) => {
    const out = new Float64Array(featureNames.length);
    out.set(row);
    for (let index = 0; index < width; index++)
      out[width + index] = count > 1 ? ((sums[index] ?? 0) - (row[index] ?? 0)) / (count - 1) : 0;
    out.set(place, 2 * width);
    return out;
  });
};
