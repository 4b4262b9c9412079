import { credentialsIn } from './credential-headers.ts';
import { isEvidence } from './inference/path-use.ts';
import { lineCutter } from './line-bytes.ts';
import type { LogFormat, LogRecord } from './log-record.ts';
import { masked } from './masked.ts';
import { instantIn } from './parse-line.ts';
import { pathGroups, undeclared, unusable } from './path-groups.ts';
import { addBytes, finishHash, hashOfBytes, type PairHash, startHash } from './path-hash.ts';
import { queryNamesOf } from './query-names.ts';
import { takeTexts } from './readers/json.ts';
import { callerFields, lineField, type RequestBytes, requestBytes, textAt } from './request-bytes.ts';
import { divideRequest, methodOf, methods, statusOf } from './request-parts.ts';
import { resolveRequest } from './resolve-request.ts';
import type { RouteMatcher } from './routes.ts';
import type { HashKey } from './sensitive-data.ts';
import {
  canonicalUsages,
  keptSamples,
  type TrafficLimits,
  type TrafficState,
  trafficLimits,
  type UnparsedSample,
} from './traffic-state.ts';

export interface TrafficCollector {
  /** Bytes of the log in order, cut anywhere. */
  readonly chunk: (bytes: Buffer) => void;
  readonly line: (text: string) => void;
  readonly record: (record: LogRecord) => void;
  /** A line that cannot be read. */
  readonly unparsed: (line: number, reason: string, text: string) => void;
  /** Ends the last line. */
  readonly state: () => TrafficState;
}

export interface CollectOptions {
  readonly limits?: TrafficLimits;
  /** For pseudonyms and hashes of personal data in paths, and of callers. The same for all parts that are merged. */
  readonly key?: HashKey;
  /** Host of a log whose lines do not name it. */
  readonly host?: string;
  /** Requests before this instant are left out; milliseconds since 1970. */
  readonly since?: number;
  /** Who a connection was of, by its id: from a connection log. */
  readonly callerOf?: (connection: string) => string | undefined;
}

const { host, target, query, template, gatewayId, time, headerNames, connection, address } = lineField;

const fieldsOf = (record: LogRecord): ReadonlyMap<number, string> =>
  new Map<number, string>([
    ...(record.host ? [[host, record.host] as const] : []),
    [lineField.method, record.method],
    [target, record.path],
    [lineField.status, String(record.status)],
    ...(record.queryNames ? [[query, record.queryNames.map(encodeURIComponent).join('&')] as const] : []),
    ...(record.principal
      ? [[record.authenticated ? lineField.subject : address, record.principal] as const]
      : []),
    ...(record.template ? [[template, record.template] as const] : []),
    ...(record.gatewayId ? [[gatewayId, record.gatewayId] as const] : []),
    ...(record.at ? [[time, record.at] as const] : []),
  ]);

/** Folds the case of letters in four bytes. */
const anyCase = 0x20202020;

/** Whether a catch-all took it: `{proxy+}` says nothing of the endpoint. */
const isCatchAll = ({ bytes, start, end }: RequestBytes): boolean => {
  for (let at = (start[template] as number) + 1; at < (end[template] as number); at++)
    if (bytes[at] === 125 && bytes[at - 1] === 43) return true;
  return false;
};

/** Reads one log into a traffic state. Memory is bounded by the limits, whatever the log holds. */
export const trafficCollector = (
  format: LogFormat,
  matcher: RouteMatcher,
  file: string,
  options: CollectOptions = {},
): TrafficCollector => {
  const { limits = trafficLimits, key = '', since = Number.NEGATIVE_INFINITY, callerOf } = options;
  const groups = pathGroups(limits);
  const reader = format.reader();
  const fields = requestBytes();
  const hash: PairHash = { first: 0, second: 0 };
  const seed = key === '' ? 0 : hashOfBytes(Buffer.from(key), 0, Buffer.byteLength(key), 0);
  const counts = { lines: 0, requests: 0, ignored: 0, unparsed: 0 };
  const samples: UnparsedSample[] = [];
  const ownHost = Buffer.from(options.host?.toLowerCase() ?? '');

  const unparsed = (line: number, reason: string, text: string): void => {
    counts.unparsed += 1;
    if (samples.length < limits.samples) samples.push({ file, line, reason, text: masked(text) });
  };

  const resolve = (method: number, shown: boolean) =>
    resolveRequest(
      {
        source: format.source,
        host: (textAt(fields, host) ?? options.host ?? '').toLowerCase(),
        method: methods[method] as string,
        path: textAt(fields, target) ?? '',
        ...((fields.start[template] as number) < 0 ? {} : { template: textAt(fields, template) as string }),
        ...((fields.start[gatewayId] as number) < 0
          ? {}
          : { gatewayId: textAt(fields, gatewayId) as string }),
      },
      matcher,
      key,
      shown,
    );

  const fingerprint = (method: number): void => {
    const { bytes, start, end } = fields;
    startHash(hash, method);
    if ((start[host] as number) < 0) addBytes(hash, ownHost, 0, ownHost.length, anyCase);
    else addBytes(hash, bytes, start[host] as number, end[host] as number, anyCase);
    if ((start[gatewayId] as number) >= 0)
      addBytes(hash, bytes, start[gatewayId] as number, end[gatewayId] as number, 0);
    if ((start[template] as number) >= 0) {
      if (isCatchAll(fields)) start[template] = -1;
      else addBytes(hash, bytes, start[template] as number, end[template] as number, 0);
    }
    addBytes(hash, bytes, start[target] as number, end[target] as number, 0);
    finishHash(hash);
  };

  /** Number to count under, or why there is none. */
  const targetOf = (method: number, shown: boolean): number => {
    fingerprint(method);
    const { first, second } = hash;
    const seen = groups.known.get(first, second);
    if (seen >= 0) return shown || groups.isDeclared(seen) ? groups.current(seen) : undeclared;
    if (seen === unusable || (seen === undeclared && !shown)) return seen;
    const resolved = resolve(method, shown);
    const found =
      resolved === 'unusable' ? unusable : resolved === 'undeclared' ? undeclared : groups.targetOf(resolved);
    groups.known.set(first, second, found);
    return found;
  };

  /** Hash of the caller, and whether more than an address is known of it. */
  let authenticated = false;
  const callerHash = (): number => {
    const { bytes, start, end } = fields;
    authenticated = false;
    if (callerOf && (start[connection] as number) >= 0) {
      const caller = callerOf(textAt(fields, connection) as string);
      if (caller !== undefined) {
        authenticated = true;
        const text = Buffer.from(caller);
        return hashOfBytes(text, 0, text.length, seed);
      }
    }
    for (let rank = 0; rank < callerFields.length; rank++) {
      const field = callerFields[rank] as number;
      if ((start[field] as number) < 0) continue;
      authenticated = field !== address;
      return hashOfBytes(bytes, start[field] as number, end[field] as number, seed);
    }
    return -1;
  };

  /** @returns why the line is no request */
  const request = (): string | undefined => {
    const refused = divideRequest(fields, format.needsPlace && options.host === undefined);
    if (refused !== undefined) return refused;
    const at = instantIn(fields);
    if (at < since) return undefined;
    counts.requests += 1;
    const method = methodOf(fields);
    const status = statusOf(fields);
    const evidence = method >= 0 && isEvidence('', status);
    const names =
      (fields.start[headerNames] as number) < 0 ? [] : credentialsIn(textAt(fields, headerNames) ?? '');
    const found = method < 0 ? unusable : targetOf(method, evidence || names.length > 0);
    if (found < 0) {
      counts.ignored += 1;
      return undefined;
    }
    const caller = callerHash();
    groups.count(found, status, evidence, authenticated, caller, at);
    if (names.length > 0) groups.nameCredential(found, names);
    // A parameter that was refused, or that a scanner tried on an error page, is none.
    if ((fields.start[query] as number) >= 0 && status >= 200 && status < 300)
      groups.nameQuery(found, queryNamesOf(textAt(fields, query) ?? ''));
    return undefined;
  };

  const take = (bytes: Buffer, start: number, end: number, number: number): void => {
    counts.lines += 1;
    const reading = reader.read(bytes, start, end, fields);
    const refused = reading === true ? request() : reading;
    if (typeof refused === 'string')
      unparsed(number, refused, bytes.toString('utf8', start, Math.min(end, start + 1024)));
  };
  const cutter = lineCutter(take, (number) => {
    counts.lines += 1;
    unparsed(number, 'The line is too long.', '');
  });

  return {
    chunk: cutter.chunk,
    line: (text) => cutter.chunk(Buffer.from(`${text}\n`)),
    record: (record) => {
      counts.lines += 1;
      takeTexts(fieldsOf(record), fields);
      const refused = request();
      if (refused !== undefined) unparsed(counts.lines, refused, '');
    },
    unparsed,
    state: () => {
      cutter.end();
      return {
        version: 2,
        lines: counts.lines,
        requests: counts.requests,
        ignored: counts.ignored,
        unparsed: { count: counts.unparsed, samples: keptSamples(samples, limits.samples) },
        usages: canonicalUsages(groups.usages(), limits),
      };
    },
  };
};

/** One log, from bytes to state. */
export const readTraffic = async (
  chunks: AsyncIterable<Buffer>,
  format: LogFormat,
  matcher: RouteMatcher,
  file: string,
  options: CollectOptions = {},
): Promise<TrafficState> => {
  const collector = trafficCollector(format, matcher, file, options);
  for await (const chunk of chunks) collector.chunk(chunk);
  return collector.state();
};
