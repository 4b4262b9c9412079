import { type Entry, wildcard } from './entry.ts';
import { siblingsAt } from './siblings.ts';
import { type Decide, type DecidedBy, verdictOn } from './verdict.ts';

/** How one part of a template came about. */
export interface Decision {
  /** Index of the part. */
  readonly at: number;
  readonly isParameter: boolean;
  readonly by: DecidedBy;
  /** 0–1 that it is a parameter. */
  readonly probability: number;
  /** Siblings that were compared. */
  readonly siblings: number;
}

export interface Leaf {
  /** Parameters as `wildcard`. */
  readonly parts: readonly string[];
  /** Of all methods. */
  readonly entries: readonly Entry[];
  readonly decisions: readonly Decision[];
}

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
    parts: readonly string[],
    decisions: readonly Decision[],
  ): void => {
    const at = parts.length;
    const here = those.filter((entry) => entry.parts.length === at);
    if (here.length > 0) leaves.push({ parts, entries: here, decisions });
    const further = here.length > 0 ? those.filter((entry) => entry.parts.length > at) : those;
    if (further.length === 0) return;
    const verdict = verdictOn(siblingsAt(further, at, parts, here.length > 0), at, decide, dropsSlips);
    for (const { word, by, probability } of verdict.literals)
      descend(
        word.entries,
        [...parts, word.label],
        [...decisions, { at, isParameter: false, by, probability, siblings: verdict.compared }],
      );
    if (verdict.values.length === 0) return;
    const { valuesBy: by, valueProbability: probability, compared: siblings } = verdict;
    descend(
      verdict.values,
      [...parts, wildcard],
      [...decisions, { at, isParameter: true, by, probability, siblings }],
    );
  };
  descend(entries, [], []);
  return leaves;
};

/** Parents that are remembered of a label: more say no more. */
const parentsKept = 64;

/** How many different parents a label has on the host: a value is found under many, or the name of an action is. */
export const placesIn = (entries: readonly Entry[]): ((label: string) => number) => {
  const parents = new Map<string, Set<string>>();
  for (const { parts } of entries)
    parts.forEach((label, index) => {
      if (label === wildcard) return;
      const known = parents.get(label);
      const parent = parts[index - 1] ?? '';
      if (!known) parents.set(label, new Set([parent]));
      else if (known.size < parentsKept) known.add(parent);
    });
  return (label) => parents.get(label)?.size ?? 0;
};
