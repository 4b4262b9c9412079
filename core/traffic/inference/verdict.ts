import { type Entry, wildcard } from './entry.ts';
import type { Sibling, SiblingGroup } from './siblings.ts';
import { isVersion } from './token.ts';
import { isTypoOf } from './typo.ts';

/** 0–1 per word that it is a value. */
export type Decide = (group: SiblingGroup, words: readonly Sibling[]) => readonly number[];

/** Who decided: the form of what stands there, a declared template, or the comparison of siblings. */
export type DecidedBy = 'form' | 'declaration' | 'siblings';

/** What became of all that stands at one place. */
export interface Verdict {
  readonly literals: readonly {
    readonly word: Sibling;
    readonly by: DecidedBy;
    /** 0–1 that it is a value. */
    readonly probability: number;
  }[];
  /** Entries whose part here is a value. */
  readonly values: readonly Entry[];
  readonly valuesBy: DecidedBy;
  readonly valueProbability: number;
  /** Words that were compared. */
  readonly compared: number;
}

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

/** So many words that differ in their digits only (`run-17`, `run-18`) are numbered things, whatever the word is. */
const numberedFamily = 6;

const numberedIn = (words: readonly Sibling[]): ((word: Sibling) => boolean) => {
  const families = new Map<string, number>();
  const familyOf = (label: string): string => label.replace(/\d+/g, '9');
  for (const { label } of words)
    if (/\d/.test(label)) families.set(familyOf(label), (families.get(familyOf(label)) ?? 0) + 1);
  return ({ label }) => /\d/.test(label) && (families.get(familyOf(label)) ?? 0) >= numberedFamily;
};

/**
 * Declared parts, versions and literal suffixes are settled; numbered families are values; the rest is decided at once.
 * @param at index of the place.
 * @param dropsSlips leaves out rare words one letter from a frequent one.
 */
export const verdictOn = (group: SiblingGroup, at: number, decide: Decide, dropsSlips: boolean): Verdict => {
  const isDeclared = (entries: readonly Entry[]) => entries.some((entry) => entry.declared > at);
  const isSettled = (word: Sibling) =>
    word.label.includes(wildcard) || isVersion(word.label) || isDeclared(word.entries);
  const unsettled = group.words.filter(
    (word) => !isSettled(word) && !(dropsSlips && isSlipOf(word, group.words)),
  );
  const isNumbered = numberedIn(unsettled);
  const numbered = unsettled.filter(isNumbered);
  const open = unsettled.filter((word) => !isNumbered(word));
  const probabilities = open.length > 0 ? decide(group, open) : [];
  const judged = open.map((word, index) => ({ word, probability: probabilities[index] ?? 0 }));
  const values = judged.filter(({ probability }) => probability > 0.5);
  const byForm: readonly Entry[] = (group.values?.entries ?? []).concat(
    group.rest,
    numbered.flatMap((word) => word.entries),
  );
  return {
    literals: [
      ...judged
        .filter(({ probability }) => probability <= 0.5)
        .map((one) => ({ ...one, by: 'siblings' as const })),
      ...group.words.filter(isSettled).map((word) => ({
        word,
        by: isDeclared(word.entries) ? ('declaration' as const) : ('form' as const),
        probability: 0,
      })),
    ],
    values: byForm.concat(values.flatMap(({ word }) => word.entries)),
    valuesBy: byForm.length === 0 ? 'siblings' : isDeclared(byForm) ? 'declaration' : 'form',
    valueProbability:
      byForm.length > 0
        ? 1
        : values.reduce((sum, { probability }) => sum + probability, 0) / Math.max(1, values.length),
    compared: open.length,
  };
};
