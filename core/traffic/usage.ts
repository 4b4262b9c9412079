import { mergePrincipals, type Principals, principalCount } from './inference/principals.ts';
import type { LogSource } from './log-record.ts';
import { keptNames } from './query-names.ts';
import type { DataSighting } from './sensitive-data.ts';
import { addedStatuses, type StatusCounts } from './status-counts.ts';

/** Sorted hashes, or 64 registers in base64: `Principals` as JSON has it. */
export type StoredPrincipals = readonly number[] | string;

export const storedPrincipals = (principals: Principals): StoredPrincipals =>
  'hashes' in principals ? principals.hashes : Buffer.from(principals.registers).toString('base64');

export const principalsFrom = (stored: StoredPrincipals): Principals =>
  typeof stored === 'string'
    ? { registers: Uint8Array.from(Buffer.from(stored, 'base64')) }
    : { hashes: stored };

/** What adds up, of a path or of an endpoint. */
export interface Counts {
  readonly requests: number;
  /** Requests whose answer shows that the endpoint exists. */
  readonly evidence: number;
  /** Requests of callers whom an authorizer, a key or a certificate identified. */
  readonly authenticated?: number;
  /** Answers by exact status; 0 where none was sent. */
  readonly statuses: StatusCounts;
  readonly principals: StoredPrincipals;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

/** One of the paths behind a usage, with values that identify people or open doors put out of sight. */
export interface PathCounts extends Counts {
  readonly path: string;
}

/** Requests to one endpoint, or to paths of one form, as one kind of log saw them. */
export interface Usage extends Counts {
  readonly source: LogSource;
  /** The API it was located in, by `Door.api`; absent for a host that nobody declared. */
  readonly api?: string;
  readonly gatewayId?: string;
  readonly host: string;
  readonly method: string;
  /** A declared one with its names; else the path with `{}` for every segment that holds a value. */
  readonly template: string;
  /** A document or the gateway declares it. */
  readonly known: boolean;
  /** Successful requests by the name of a query parameter they had. */
  readonly queryNames?: Readonly<Record<string, number>>;
  /** Requests by the header that carried a credential, where the log has the names of headers. */
  readonly credentials?: Readonly<Record<string, number>>;
  /** Data of persons in the path. */
  readonly data?: readonly DataSighting[];
  /** Of what is not declared and has values: some of the paths, each with all of its requests. */
  readonly paths?: readonly PathCounts[];
}

export const usageKey = (
  usage: Pick<Usage, 'source' | 'api' | 'gatewayId' | 'host' | 'method' | 'template' | 'known'>,
): string =>
  `${usage.source}\n${usage.api ?? ''}\n${usage.gatewayId ?? ''}\n${usage.host}\n${usage.method}\n${usage.template}\n${usage.known ? 'known' : ''}`;

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const added = (
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> => {
  const sum: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
};

/** Names in one order, so that equal counts are equal texts. */
export const sortedNames = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => compare(a, b)));

const earlier = (a: string | undefined, b: string | undefined) => (!a || (b && b < a) ? b : a);
const later = (a: string | undefined, b: string | undefined) => (!a || (b && b > a) ? b : a);

export const mergeCounts = (a: Counts, b: Counts): Counts => {
  const firstSeen = earlier(a.firstSeen, b.firstSeen);
  const lastSeen = later(a.lastSeen, b.lastSeen);
  const authenticated = (a.authenticated ?? 0) + (b.authenticated ?? 0);
  return {
    requests: a.requests + b.requests,
    evidence: a.evidence + b.evidence,
    ...(authenticated > 0 ? { authenticated } : {}),
    statuses: addedStatuses(a.statuses, b.statuses),
    principals: storedPrincipals(mergePrincipals(principalsFrom(a.principals), principalsFrom(b.principals))),
    ...(firstSeen ? { firstSeen } : {}),
    ...(lastSeen ? { lastSeen } : {}),
  };
};

const joined = (
  a: Readonly<Record<string, number>> | undefined,
  b: Readonly<Record<string, number>> | undefined,
): Readonly<Record<string, number>> | undefined => (a && b ? added(a, b) : (a ?? b));

/** Different values that are kept of one kind; which ones does not depend on the order they came in. */
const keptSightings = 16;

export const mergeData = (a: readonly DataSighting[], b: readonly DataSighting[]): DataSighting[] => {
  const all = new Map([...a, ...b].map((one) => [`${one.type} ${one.hash} ${one.sample}`, one]));
  return [...all]
    .sort(([x], [y]) => compare(x, y))
    .slice(0, keptSightings)
    .map(([, one]) => one);
};

const mergePaths = (a: readonly PathCounts[], b: readonly PathCounts[]): PathCounts[] => {
  const paths = new Map(a.map((one) => [one.path, one]));
  for (const one of b) {
    const other = paths.get(one.path);
    paths.set(one.path, other ? { path: one.path, ...mergeCounts(other, one) } : one);
  }
  return [...paths.values()];
};

export const mergeUsage = (a: Usage, b: Usage): Usage => {
  const queryNames = joined(a.queryNames, b.queryNames);
  const credentials = joined(a.credentials, b.credentials);
  const { source, api, gatewayId, host, method, template, known } = a;
  return {
    source,
    ...(api === undefined ? {} : { api }),
    ...(gatewayId === undefined ? {} : { gatewayId }),
    host,
    method,
    template,
    known,
    ...mergeCounts(a, b),
    ...(queryNames ? { queryNames: keptNames(queryNames) } : {}),
    ...(credentials ? { credentials } : {}),
    ...(a.data || b.data ? { data: mergeData(a.data ?? [], b.data ?? []) } : {}),
    ...(a.paths || b.paths ? { paths: mergePaths(a.paths ?? [], b.paths ?? []) } : {}),
  };
};

export const principalsOf = (usage: Counts): number => principalCount(principalsFrom(usage.principals));
