import { type Entry, wildcard } from './entry.ts';
import { principalCount, principalsAccumulator } from './principals.ts';

/** What stands at one place of the paths with one label. */
export interface Sibling {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly evidence: number;
  readonly paths: number;
  readonly callers: number;
  /** Methods of the paths that end here. */
  readonly methods: ReadonlySet<string>;
  /** Labels one and two parts further on. */
  readonly next: ReadonlySet<string>;
  readonly afterNext: ReadonlySet<string>;
}

/** All that stands at one place: what the decision is made on, at once for all of them. */
export interface SiblingGroup {
  /** Decided parts before it. */
  readonly before: readonly string[];
  /** Values that their form or a declaration gave away; undefined where there are none. */
  readonly values: Sibling | undefined;
  /** Sorted by evidence, then label. */
  readonly words: readonly Sibling[];
  readonly evidence: number;
  /** Whether paths end before this place. */
  readonly hasCollection: boolean;
}

/** Labels that are remembered of what lies under a sibling. */
const kept = 48;

export const siblingOf = (label: string, entries: readonly Entry[], at: number): Sibling => {
  const methods = new Set<string>();
  const next = new Set<string>();
  const afterNext = new Set<string>();
  const callers = principalsAccumulator();
  let evidence = 0;
  let paths = 0;
  for (const entry of entries) {
    evidence += entry.evidence;
    paths += entry.paths;
    callers.add(entry.principals);
    const one = entry.parts[at + 1];
    if (one === undefined) methods.add(entry.method);
    else if (next.size < kept) next.add(one);
    const two = entry.parts[at + 2];
    if (two !== undefined && two !== wildcard && afterNext.size < kept) afterNext.add(two);
  }
  return {
    label,
    entries,
    evidence,
    paths,
    callers: principalCount(callers.result()),
    methods,
    next,
    afterNext,
  };
};

/** @param entries that agree in everything before `at`, and go on there. */
export const siblingsAt = (
  entries: readonly Entry[],
  at: number,
  before: readonly string[],
  hasCollection: boolean,
): SiblingGroup => {
  const byLabel = Map.groupBy(entries, (entry) => entry.parts[at] as string);
  const values = byLabel.get(wildcard);
  byLabel.delete(wildcard);
  const words = [...byLabel]
    .map(([label, those]) => siblingOf(label, those, at))
    .sort((a, b) => b.evidence - a.evidence || (a.label < b.label ? -1 : 1));
  return {
    before,
    values: values && siblingOf(wildcard, values, at),
    words,
    evidence: entries.reduce((sum, entry) => sum + entry.evidence, 0),
    hasCollection,
  };
};
