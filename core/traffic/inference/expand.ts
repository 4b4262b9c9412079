import { type Entry, wildcard } from './entry.ts';
import type { Sibling, SiblingGroup } from './siblings.ts';
import { siblingsAt } from './siblings.ts';
import { isVersion } from './token.ts';
import { isTypoOf } from './typo.ts';

/** How one part of a template came about. */
export interface Decision {
  /** Index of the part. */
  readonly at: number;
  readonly isParameter: boolean;
  /** The value's form, a declared template, or the comparison with its siblings. */
  readonly by: 'form' | 'declaration' | 'siblings';
  /** 0–1 that it is a parameter. */
  readonly probability: number;
  /** Siblings that were compared. */
  readonly siblings: number;
}

export interface Leaf {
  readonly parts: readonly string[];
  /** Of all methods. */
  readonly entries: readonly Entry[];
  readonly decisions: readonly Decision[];
}

/** 0–1 per word that it is a value. */
export type Decide = (group: SiblingGroup, words: readonly Sibling[]) => readonly number[];

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);

/** A slip is this much rarer than what was meant. */
const rarer = 50;

const isSlipOf = (word: Sibling, words: readonly Sibling[]): boolean => {
  for (const other of words) {
    // Sorted by evidence: the rest is rarer still.
    if (other.evidence < rarer * word.evidence) return false;
    if (isTypoOf(word.label, other.label)) return true;
  }
  return false;
};

export interface ExpandOptions {
  /** On a host that answers anything, misspelt paths look like rare ones and are left out. */
  readonly dropsSlips?: boolean;
}

/**
 * From the root down: at each place what is a value is merged, and what lies under the merged is looked at together.
 * Nothing is kept between runs, so that no early decision outlives the counters it was made on.
 */
export const expand = (
  entries: readonly Entry[],
  decide: Decide,
  { dropsSlips = false }: ExpandOptions = {},
): readonly Leaf[] => {
  const leaves: Leaf[] = [];
  const descend = (
    those: readonly Entry[],
    at: number,
    before: readonly string[],
    decisions: readonly Decision[],
  ): void => {
    const here = those.filter((entry) => entry.parts.length === at);
    if (here.length > 0) leaves.push({ parts: before, entries: here, decisions });
    const further = here.length > 0 ? those.filter((entry) => entry.parts.length > at) : those;
    if (further.length === 0) return;
    const group = siblingsAt(further, at, before, here.length > 0);
    const isSettled = (word: Sibling) =>
      word.label.includes(wildcard) ||
      isVersion(word.label) ||
      word.entries.some((entry) => entry.declared > at);
    const open = group.words.filter(
      (word) => !isSettled(word) && !(dropsSlips && isSlipOf(word, group.words)),
    );
    const probabilities = open.length > 0 ? decide(group, open) : [];
    const merged: Entry[] = (group.values?.entries ?? []).concat(group.rest);
    const valueProbabilities: number[] = [];
    open.forEach((word, index) => {
      const probability = probabilities[index] ?? 0;
      if (probability > 0.5) {
        for (const entry of word.entries) merged.push(entry);
        valueProbabilities.push(probability);
        return;
      }
      descend(
        word.entries,
        at + 1,
        [...before, word.label],
        [...decisions, { at, isParameter: false, by: 'siblings', probability, siblings: open.length }],
      );
    });
    for (const word of group.words)
      if (isSettled(word))
        descend(
          word.entries,
          at + 1,
          [...before, word.label],
          [
            ...decisions,
            { at, isParameter: false, by: 'declaration', probability: 0, siblings: group.words.length },
          ],
        );
    if (merged.length === 0) return;
    const declared = merged.some((entry) => entry.declared > at);
    descend(
      merged,
      at + 1,
      [...before, wildcard],
      [
        ...decisions,
        group.values
          ? {
              at,
              isParameter: true,
              by: declared ? 'declaration' : 'form',
              probability: 1,
              siblings: open.length,
            }
          : {
              at,
              isParameter: true,
              by: 'siblings',
              probability: mean(valueProbabilities),
              siblings: open.length,
            },
      ],
    );
  };
  descend(entries, 0, [], []);
  return leaves;
};

/** How many different parents a label has on the host: a value is found under many, or the name of an action is. */
export const placesIn = (entries: readonly Entry[]): ((label: string) => number) => {
  const parents = new Map<string, Set<string>>();
  for (const { parts } of entries)
    parts.forEach((label, index) => {
      if (label === wildcard) return;
      const known = parents.get(label);
      const parent = parts[index - 1] ?? '';
      if (!known) parents.set(label, new Set([parent]));
      else if (known.size < 64) known.add(parent);
    });
  return (label) => parents.get(label)?.size ?? 0;
};
