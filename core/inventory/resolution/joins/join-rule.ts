import type { Clusters, Join } from '../clusters.ts';
import type { PlaceIndex } from '../place-index.ts';
import type { Thing } from '../thing.ts';

/** What rules see of the things while they are joined. */
export interface Resolving {
  readonly things: readonly Thing[];
  readonly clusters: Clusters;
  /** Places of what was found configured, under every name that leads to it. */
  readonly configured: PlaceIndex;
}

/** Two things that may be one API, where nothing decides it. A person does. */
export interface PossibleDuplicate {
  readonly left: string;
  readonly right: string;
  /** One sentence for a person. */
  readonly sentence: string;
}

/** A backend that several APIs hand requests to: it belongs to none of them and makes them no less different. */
export interface SharedBackend {
  readonly target: string;
  /** Keys of the things that lead to it, sorted. */
  readonly keys: readonly string[];
}

export interface Findings {
  readonly joins: readonly Join[];
  readonly doubts?: readonly PossibleDuplicate[];
  readonly shared?: readonly SharedBackend[];
  /** Things that only hand on to several APIs and are none of their own. */
  readonly fronts?: readonly Thing[];
}

/** Looks at how things stand and says what belongs together. Carries nothing out, and depends on no order of its input. */
export type JoinRule = (state: Resolving) => Findings;

/** One thing of each cluster, the first by key. */
export const oneOfEach = (things: readonly Thing[], clusters: Clusters): readonly Thing[] => {
  const first = new Map<number, Thing>();
  for (const thing of things.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const cluster = clusters.of(thing);
    if (!first.has(cluster)) first.set(cluster, thing);
  }
  return [...first.values()];
};

/** Candidates beyond this many are too many to ask about. */
const maxCandidates = 20;

/** A thing beside each of those that it may be one with. */
export const doubtsOf = (
  { key: left }: Thing,
  candidates: readonly Thing[],
  sentence: string,
): readonly PossibleDuplicate[] =>
  candidates.slice(0, maxCandidates).map(({ key: right }) => ({ left, right, sentence }));
