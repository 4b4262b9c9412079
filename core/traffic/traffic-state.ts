import { hashOfText } from './path-hash.ts';
import type { StatusCounts } from './status-counts.ts';
import { compare, mergeUsage, type PathCounts, sortedNames, type Usage, usageKey } from './usage.ts';

export { mergeUsage, principalsOf, type Usage, usageKey } from './usage.ts';

export type StatusClass = '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | 'none';

export interface UnparsedSample {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  /** Masked. */
  readonly text: string;
}

/**
 * What access logs say, in bounded memory. A commutative monoid: any split of the lines over any readers, merged in
 * any order, gives the same state; plain JSON, sorted, so that equal states are equal texts.
 */
export interface TrafficState {
  readonly version: 2;
  readonly lines: number;
  readonly requests: number;
  /** Requests that show no endpoint: unknown paths answered 400, 404 or 405, preflights, unusable paths. */
  readonly ignored: number;
  readonly unparsed: { readonly count: number; readonly samples: readonly UnparsedSample[] };
  readonly usages: readonly Usage[];
}

/**
 * Over a limit those with the smallest hashes stay: a fair sample, not the first. What is outside of the smallest of a
 * part is outside of the smallest of the whole, so that cutting early or late leaves the same ones, with all their
 * requests.
 */
export interface TrafficLimits {
  /** Undeclared usages. */
  readonly undeclared: number;
  /** Paths of one usage that are kept apart; the rest counts in its sums. */
  readonly pathsOfOne: number;
  readonly samples: number;
}

export const trafficLimits: TrafficLimits = {
  undeclared: 32_768,
  pathsOfOne: 32,
  samples: 20,
};

export const emptyTraffic = (): TrafficState => ({
  version: 2,
  lines: 0,
  requests: 0,
  ignored: 0,
  unparsed: { count: 0, samples: [] },
  usages: [],
});

interface Hashed {
  readonly hash: number;
  readonly name: string;
}

/** The order in which undeclared usages and paths stay. */
export const byHash = (a: Hashed, b: Hashed): number => a.hash - b.hash || compare(a.name, b.name);

const keptUsages = (
  usages: readonly (readonly [string, Usage])[],
  limit: number,
): readonly (readonly [string, Usage])[] => {
  const undeclared = usages.filter(([, usage]) => !usage.known);
  if (undeclared.length <= limit) return usages;
  const kept = new Set(
    undeclared
      .map(([name]) => ({ name, hash: hashOfText(name) }))
      .sort(byHash)
      .slice(0, limit)
      .map(({ name }) => name),
  );
  return usages.filter(([key, usage]) => usage.known || kept.has(key));
};

const keptPaths = (paths: readonly PathCounts[], limit: number): readonly PathCounts[] =>
  paths.length <= limit
    ? paths
    : paths
        .map((one) => ({ name: one.path, hash: hashOfText(one.path), one }))
        .sort(byHash)
        .slice(0, limit)
        .map(({ one }) => one);

/** Members in one order, so that equal usages are equal texts. */
const canonical = (usage: Usage, limit: number): Usage => {
  const { queryNames, credentials, data, paths, ...rest } = usage;
  return {
    ...rest,
    ...(queryNames ? { queryNames: sortedNames(queryNames) } : {}),
    ...(credentials ? { credentials: sortedNames(credentials) } : {}),
    ...(data ? { data } : {}),
    ...(paths
      ? {
          paths: [...keptPaths(paths, limit)].sort((a, b) => compare(a.path, b.path)),
        }
      : {}),
  };
};

/** Within the limits, in one order. */
export const canonicalUsages = (
  usages: ReadonlyMap<string, Usage>,
  limits: TrafficLimits,
): readonly Usage[] =>
  [...keptUsages([...usages], limits.undeclared)]
    .sort(([a], [b]) => compare(a, b))
    .map(([, usage]) => canonical(usage, limits.pathsOfOne));

export const keptSamples = (samples: readonly UnparsedSample[], limit: number): UnparsedSample[] =>
  [...samples].sort((a, b) => compare(a.file, b.file) || a.line - b.line).slice(0, limit);

/** Adds up states one after the other, without sorting in between. */
export const trafficSum = (limits: TrafficLimits = trafficLimits) => {
  let usages = new Map<string, Usage>();
  const sum = { lines: 0, requests: 0, ignored: 0, unparsed: 0 };
  let samples: UnparsedSample[] = [];
  let undeclared = 0;
  return {
    add: (state: TrafficState): void => {
      sum.lines += state.lines;
      sum.requests += state.requests;
      sum.ignored += state.ignored;
      sum.unparsed += state.unparsed.count;
      samples = keptSamples([...samples, ...state.unparsed.samples], limits.samples);
      for (const usage of state.usages) {
        const key = usageKey(usage);
        const other = usages.get(key);
        if (!other && !usage.known) undeclared += 1;
        usages.set(key, other ? mergeUsage(other, usage) : usage);
      }
      if (undeclared > 2 * limits.undeclared) {
        usages = new Map(keptUsages([...usages], limits.undeclared));
        undeclared = limits.undeclared;
      }
    },
    state: (): TrafficState => ({
      version: 2,
      lines: sum.lines,
      requests: sum.requests,
      ignored: sum.ignored,
      unparsed: { count: sum.unparsed, samples },
      usages: canonicalUsages(usages, limits),
    }),
  };
};

/** Associative and commutative, with `emptyTraffic()` as its identity, under the same limits everywhere. */
export const mergeTraffic = (
  a: TrafficState,
  b: TrafficState,
  limits: TrafficLimits = trafficLimits,
): TrafficState => {
  const sum = trafficSum(limits);
  sum.add(a);
  sum.add(b);
  return sum.state();
};

/** Requests to undeclared endpoints beyond the limit: counted, not named. */
export const untrackedRequests = (state: TrafficState): number =>
  state.requests - state.ignored - state.usages.reduce((sum, usage) => sum + usage.requests, 0);

export const statusClass = (status: number): StatusClass =>
  status >= 100 && status < 600 ? (`${Math.floor(status / 100)}xx` as StatusClass) : 'none';

/** Answers by the first digit of the status. */
export const statusClasses = (statuses: StatusCounts): Partial<Record<StatusClass, number>> => {
  const classes: Partial<Record<StatusClass, number>> = {};
  for (const [status, count] of statuses) {
    const name = statusClass(status);
    classes[name] = (classes[name] ?? 0) + count;
  }
  return Object.fromEntries(Object.entries(classes).sort(([a], [b]) => compare(a, b)));
};
