import { isListedCode } from '../model/codes.ts';
import { unglued } from './segments.ts';
import type { Sibling, SiblingGroup } from './siblings.ts';
import { charactersOf, tokenOf } from './token.ts';
import { familiarity, wordsOf, wordUse } from './vocabulary.ts';

/** A sibling by itself: what it is spelt like, how it is used, what lies under it. */
export const wordFeatureNames = [
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

export const log = (n: number): number => Math.log2(1 + n);

/** @param placesOf how many different parents a label has on the host. */
export const wordFeaturesOf = (
  word: Sibling,
  group: SiblingGroup,
  placesOf: (label: string) => number,
): number[] => {
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
