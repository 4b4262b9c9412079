import { distinctHash, withHash } from './distinct.ts';
import { eachLine } from './lines.ts';
import type { LogFormat, LogRecord } from './log-record.ts';
import { masked } from './masked.ts';
import { isGreedy, joinPath, segmentsOf } from './path.ts';
import { keptNames } from './query-names.ts';
import type { RouteMatcher } from './routes.ts';
import { addedStatuses } from './status-counts.ts';
import {
  keptSamples,
  keptUsages,
  type StatusClass,
  sortedUsages,
  type TrafficLimits,
  type TrafficState,
  trafficLimits,
  type UnparsedSample,
  type Usage,
  usageKey,
} from './traffic-state.ts';
import { type TokenType, tokenType } from './typed-token.ts';

/** Methods of endpoints. OPTIONS are preflights of browsers; TRACE, CONNECT and invented ones are probes. */
const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Answers that only something that exists gives. 400, 404 and 405 are what any path gets. */
const isEvidence = (status: number): boolean =>
  (status >= 200 && status < 400) ||
  [401, 403, 409, 422, 429].includes(status) ||
  (status >= 500 && status < 600);

const statusClass = (status: number): StatusClass =>
  status >= 100 && status < 600 ? (`${Math.floor(status / 100)}xx` as StatusClass) : 'none';

/** Which endpoint a request went to; undefined when it cannot be the request of one. */
const endpointOf = (record: LogRecord, source: LogFormat['source'], matcher: RouteMatcher) => {
  const path = methods.includes(record.method) ? segmentsOf(record.path) : undefined;
  if (!path) return undefined;
  const located = matcher.locate(record.host, path, record.gatewayId);
  const place = {
    source,
    ...(located ? { api: located.api } : {}),
    ...(record.gatewayId ? { gatewayId: record.gatewayId } : {}),
    host: record.host,
    method: record.method,
  };
  // The gateway says which route it chose: nothing to infer, unless the route is a catch-all.
  const routed = record.template !== undefined && !isGreedy(record.template) ? record.template : undefined;
  const segments = routed
    ? routed.split('/').filter((segment) => segment !== '')
    : (located?.segments ?? path);
  const match = located
    ? matcher.match(located.api, record.method, segments)
    : { declared: [], rest: segments, known: false };
  if (routed && !match.known) return { ...place, template: joinPath(routed) || '/', known: true, types: [] };
  const types: TokenType[][] = [];
  const rest = match.rest.map((segment) => {
    const type = tokenType(segment);
    if (!type) return segment;
    types.push([type]);
    return '{}';
  });
  return { ...place, template: joinPath(...match.declared, ...rest) || '/', known: match.known, types };
};

/** What a request to a declared endpoint shows that its document can be held against. */
const shownBy = ({ status, queryNames }: LogRecord, before: Pick<Usage, 'codes' | 'queryNames'>) => {
  const codes = addedStatuses(before.codes ?? [], [[status, 1]]);
  // A parameter that was refused, or that a scanner tried on an error page, is none.
  if (!queryNames?.length || status < 200 || status > 299) return { codes };
  const names: Record<string, number> = { ...before.queryNames };
  for (const name of queryNames) names[name] = (names[name] ?? 0) + 1;
  return { codes, queryNames: keptNames(names) };
};

export interface TrafficCollector {
  line(text: string | undefined, number: number): void;
  state(): TrafficState;
}

/** Reads one log object line by line into a traffic state. Memory is bounded by `limits`, whatever the log holds. */
export const trafficCollector = (
  format: LogFormat,
  matcher: RouteMatcher,
  file: string,
  limits: TrafficLimits = trafficLimits,
): TrafficCollector => {
  // Callers repeat; hashing each line anew would cost more than parsing it.
  const hashes = new Map<string, number>();
  const hashOf = (principal: string): number => {
    const hash = hashes.get(principal) ?? distinctHash(principal);
    if (hashes.size < 10_000) hashes.set(principal, hash);
    return hash;
  };
  let usages = new Map<string, Usage>();
  let undeclared = 0;
  const counts = { lines: 0, requests: 0, ignored: 0, unparsed: 0 };
  const samples: UnparsedSample[] = [];
  const unparsed = (line: number, reason: string, text: string) => {
    counts.unparsed += 1;
    if (samples.length < limits.samples) samples.push({ file, line, reason, text: masked(text) });
  };
  const request = (record: LogRecord) => {
    counts.requests += 1;
    const endpoint = endpointOf(record, format.source, matcher);
    const evidence = isEvidence(record.status);
    if (!endpoint || !(evidence || endpoint.known)) {
      counts.ignored += 1;
      return;
    }
    const key = usageKey(endpoint);
    const before = usages.get(key);
    const usage = before ?? { ...endpoint, requests: 0, evidence: 0, statuses: {}, principals: [] };
    const status = statusClass(record.status);
    const { at } = record;
    usages.set(key, {
      ...usage,
      ...(endpoint.known ? shownBy(record, usage) : {}),
      types: usage.types.map((types, index) => {
        const type = endpoint.types[index]?.[0];
        return type && !types.includes(type) ? [...types, type].sort() : types;
      }),
      requests: usage.requests + 1,
      evidence: usage.evidence + (evidence ? 1 : 0),
      statuses: { ...usage.statuses, [status]: (usage.statuses[status] ?? 0) + 1 },
      principals: record.principal ? withHash(usage.principals, hashOf(record.principal)) : usage.principals,
      ...(at && !(usage.firstSeen && usage.firstSeen <= at) ? { firstSeen: at } : {}),
      ...(at && !(usage.lastSeen && usage.lastSeen >= at) ? { lastSeen: at } : {}),
    });
    if (!before && !endpoint.known && ++undeclared > 2 * limits.undeclared) {
      usages = keptUsages(usages, limits.undeclared);
      undeclared = limits.undeclared;
    }
  };
  return {
    line(text, number) {
      counts.lines += 1;
      if (text === undefined) {
        unparsed(number, 'The line is too long.', '');
        return;
      }
      const parsed = format.parse(text);
      if (parsed === undefined) return;
      if ('unparsed' in parsed) unparsed(number, parsed.unparsed, text);
      else request(parsed);
    },
    state: () => ({
      version: 1,
      lines: counts.lines,
      requests: counts.requests,
      ignored: counts.ignored,
      unparsed: { count: counts.unparsed, samples: keptSamples(samples, limits.samples) },
      usages: sortedUsages(keptUsages(usages, limits.undeclared)),
    }),
  };
};

/** One log object, from bytes to state. */
export const readTraffic = async (
  chunks: AsyncIterable<Buffer>,
  format: LogFormat,
  matcher: RouteMatcher,
  file: string,
): Promise<TrafficState> => {
  const collector = trafficCollector(format, matcher, file);
  await eachLine(chunks, collector.line);
  return collector.state();
};
