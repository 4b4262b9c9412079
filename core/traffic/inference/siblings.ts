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
  /** Sorted by evidence, then label; the first `comparable` of them. */
  readonly words: readonly Sibling[];
  /** What is left of more words than any interface has at one place: values. */
  readonly rest: readonly Entry[];
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

/** So many different words at one place are looked at; the rarer ones beyond are values without a look. */
const comparable = 512;

const evidenceIn = (entries: readonly Entry[]): number => {
  let evidence = 0;
  for (const entry of entries) evidence += entry.evidence;
  return evidence;
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
  const ranked = [...byLabel]
    .map(([label, those]) => ({ label, those, evidence: evidenceIn(those) }))
    .sort((a, b) => b.evidence - a.evidence || (a.label < b.label ? -1 : 1));
  return {
    before,
    values: values && siblingOf(wildcard, values, at),
    words: ranked.slice(0, comparable).map(({ label, those }) => siblingOf(label, those, at)),
    rest: ranked.slice(comparable).flatMap(({ those }) => those),
    evidence: evidenceIn(entries),
    hasCollection,
  };
};
