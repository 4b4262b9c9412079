import { wildcard } from './entry.ts';
import { isGlued, unglued } from './segments.ts';
import type { Sibling, SiblingGroup } from './siblings.ts';
import { isVersion } from './token.ts';
import { wordsOf, wordUse } from './vocabulary.ts';
import { log } from './word-features.ts';

/** The place: how many words stand there and keep coming, and what stands before them. */
export const placeFeatureNames = [
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

export const placeFeaturesOf = (group: SiblingGroup, words: readonly Sibling[]): readonly number[] => {
  const { values, before } = group;
  const count = words.length;
  const once = words.filter((word) => word.evidence <= 1).length;
  const wordEvidence = words.reduce((sum, word) => sum + word.evidence, 0);
  const parent = before.at(-1);
  const named = parent !== undefined && parent !== wildcard ? unglued(parent) : undefined;
  const lastWord = named === undefined ? undefined : wordsOf(named).at(-1);
  const whole = named === undefined ? undefined : wordUse(named);
  const parentUse =
    whole && whole.thenParameter + whole.thenLiteral > 0 ? whole : lastWord ? wordUse(lastWord) : undefined;
  return [
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
};
