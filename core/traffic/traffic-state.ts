import { countOf, type DistinctHashes, distinctHash, unionOf } from './distinct.ts';
import type { LogFormat } from './log-record.ts';
import type { TokenType } from './typed-token.ts';

export type StatusClass = '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | 'none';

/** Requests to one endpoint, as one kind of log saw them. */
export interface Usage {
  readonly source: LogFormat['source'];
  /** The API it was located in, by `Door.api`; absent for a host that nobody declared. */
  readonly api?: string;
  readonly gatewayId?: string;
  readonly host: string;
  readonly method: string;
  /** Declared parameters by name, inferred ones as `{}`. */
  readonly template: string;
  /** A document or the gateway declares it. */
  readonly known: boolean;
  /** Kinds of values seen at each `{}`, in order. */
  readonly types: readonly (readonly TokenType[])[];
  readonly requests: number;
  /** Requests whose answer shows that the endpoint exists. */
  readonly evidence: number;
  readonly statuses: Readonly<Partial<Record<StatusClass, number>>>;
  readonly principals: DistinctHashes;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

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
  readonly version: 1;
  readonly lines: number;
  readonly requests: number;
  /** Requests that show no endpoint: unknown paths answered 400, 404 or 405, preflights, unusable paths. */
  readonly ignored: number;
  readonly unparsed: { readonly count: number; readonly samples: readonly UnparsedSample[] };
  readonly usages: readonly Usage[];
}

export interface TrafficLimits {
  /** Undeclared endpoints that are kept. Over it, those with the smallest hashes stay: a fair sample, not the first. */
  readonly undeclared: number;
  readonly samples: number;
}

export const trafficLimits: TrafficLimits = { undeclared: 20_000, samples: 20 };

export const emptyTraffic = (): TrafficState => ({
  version: 1,
  lines: 0,
  requests: 0,
  ignored: 0,
  unparsed: { count: 0, samples: [] },
  usages: [],
});

export const usageKey = (
  usage: Pick<Usage, 'source' | 'api' | 'gatewayId' | 'host' | 'method' | 'template' | 'known'>,
): string =>
  [
    usage.source,
    usage.api ?? '',
    usage.gatewayId ?? '',
    usage.host,
    usage.method,
    usage.template,
    usage.known ? 'known' : '',
  ].join('\n');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The undeclared usages that stay. A key outside of the smallest of a part is outside of the smallest of the whole,
 * so that cutting early or late gives the same keys with complete counts.
 */
export const keptUsages = (usages: ReadonlyMap<string, Usage>, limit: number): Map<string, Usage> => {
  const undeclared = [...usages].filter(([, usage]) => !usage.known);
  if (undeclared.length <= limit) return new Map(usages);
  const dropped = undeclared
    .map(([key]) => ({ key, hash: distinctHash(key) }))
    .sort((a, b) => a.hash - b.hash || compare(a.key, b.key))
    .slice(limit);
  const kept = new Map(usages);
  for (const { key } of dropped) kept.delete(key);
  return kept;
};

/** Members in one order, so that equal usages are equal texts. */
const canonical = ({ firstSeen, lastSeen, statuses, ...usage }: Usage): Usage => ({
  ...usage,
  statuses: Object.fromEntries(Object.entries(statuses).sort(([a], [b]) => compare(a, b))),
  ...(firstSeen ? { firstSeen } : {}),
  ...(lastSeen ? { lastSeen } : {}),
});

export const sortedUsages = (usages: ReadonlyMap<string, Usage>): Usage[] =>
  [...usages].sort(([a], [b]) => compare(a, b)).map(([, usage]) => canonical(usage));

export const keptSamples = (samples: readonly UnparsedSample[], limit: number): UnparsedSample[] =>
  [...samples].sort((a, b) => compare(a.file, b.file) || a.line - b.line).slice(0, limit);

const earlier = (a: string | undefined, b: string | undefined) => (!a || (b && b < a) ? b : a);
const later = (a: string | undefined, b: string | undefined) => (!a || (b && b > a) ? b : a);

export const mergeUsage = (a: Usage, b: Usage): Usage => {
  const firstSeen = earlier(a.firstSeen, b.firstSeen);
  const lastSeen = later(a.lastSeen, b.lastSeen);
  const statuses: Partial<Record<StatusClass, number>> = { ...a.statuses };
  for (const [name, count] of Object.entries(b.statuses) as [StatusClass, number][]) {
    statuses[name] = (statuses[name] ?? 0) + count;
  }
  return {
    ...a,
    types: a.types.map((types, index) => [...new Set([...types, ...(b.types[index] ?? [])])].sort()),
    requests: a.requests + b.requests,
    evidence: a.evidence + b.evidence,
    statuses,
    principals: unionOf(a.principals, b.principals),
    ...(firstSeen ? { firstSeen } : {}),
    ...(lastSeen ? { lastSeen } : {}),
  };
};

/** Associative and commutative, with `emptyTraffic()` as its identity, under the same limits everywhere. */
export const mergeTraffic = (
  a: TrafficState,
  b: TrafficState,
  limits: TrafficLimits = trafficLimits,
): TrafficState => {
  const usages = new Map(a.usages.map((usage) => [usageKey(usage), usage]));
  for (const usage of b.usages) {
    const key = usageKey(usage);
    const other = usages.get(key);
    usages.set(key, other ? mergeUsage(other, usage) : usage);
  }
  return {
    version: 1,
    lines: a.lines + b.lines,
    requests: a.requests + b.requests,
    ignored: a.ignored + b.ignored,
    unparsed: {
      count: a.unparsed.count + b.unparsed.count,
      samples: keptSamples([...a.unparsed.samples, ...b.unparsed.samples], limits.samples),
    },
    usages: sortedUsages(keptUsages(usages, limits.undeclared)),
  };
};

/** Requests to undeclared endpoints beyond the limit: counted, not named. */
export const untrackedRequests = (state: TrafficState): number =>
  state.requests - state.ignored - state.usages.reduce((sum, usage) => sum + usage.requests, 0);

export const principalsOf = (usage: Usage): number => countOf(usage.principals);
