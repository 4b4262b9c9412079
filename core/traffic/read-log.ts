import { cloudWatchLines, withoutExportTime } from './cloudwatch.ts';
import { type CollectOptions, trafficCollector } from './collect.ts';
import { connections } from './connections.ts';
import { detectFormat, type LogKind } from './detect-format.ts';
import { type Exchange, har, harExchanges } from './har-records.ts';
import { lineCutter } from './line-bytes.ts';
import { flowListeners, networkListeners, type ObservedListener } from './listeners.ts';
import { logFormats } from './log-formats.ts';
import type { LogFormat } from './log-record.ts';
import { albWithConnections } from './readers/alb.ts';
import type { RouteMatcher } from './routes.ts';
import { emptyTraffic, type TrafficState } from './traffic-state.ts';

/** What one log says. */
export interface LogReading {
  /** Absent for a log that no format fits. */
  readonly kind?: LogKind | 'given';
  readonly state: TrafficState;
  readonly listeners: readonly ObservedListener[];
  readonly exchanges: readonly Exchange[];
  /** Who was behind a connection, of a connection log. */
  readonly callerOf?: (connection: string) => string | undefined;
}

/** What is read before the format is decided on. */
const headBytes = 64 * 1024;
/** A HAR capture is one JSON text. */
const maxCapture = 256 * 1024 * 1024;
/** A subscription record is one line, packed 1 MB and a third more in base64. */
const maxRecord = 8 * 1024 * 1024;

const nothing = { listeners: [], exchanges: [] } as const;

/** Everything that was read, with what follows behind it. */
const after = async function* (head: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield* head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
};

const requestsOf = async (
  chunks: AsyncIterable<Buffer>,
  format: LogFormat,
  matcher: RouteMatcher,
  file: string,
  options: CollectOptions,
): Promise<TrafficState> => {
  const collector = trafficCollector(format, matcher, file, options);
  for await (const chunk of chunks) collector.chunk(chunk);
  return collector.state();
};

const linesOf = async (
  chunks: AsyncIterable<Buffer>,
  onLine: (line: string) => void,
  limit?: number,
): Promise<number> => {
  const cutter = lineCutter(
    (bytes, start, end) => onLine(bytes.toString('utf8', start, end)),
    () => {},
    limit,
  );
  for await (const chunk of chunks) cutter.chunk(chunk);
  return cutter.end();
};

const captureOf = async (
  chunks: AsyncIterable<Buffer>,
  matcher: RouteMatcher,
  file: string,
  options: CollectOptions,
): Promise<LogReading> => {
  const parts: Buffer[] = [];
  let size = 0;
  const collector = trafficCollector(har, matcher, file, options);
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size <= maxCapture) parts.push(Buffer.from(chunk));
  }
  let exchanges: readonly Exchange[] = [];
  if (size > maxCapture) collector.unparsed(1, 'The capture is larger than 256 MB.', '');
  else
    try {
      exchanges = harExchanges(Buffer.concat(parts).toString('utf8'));
    } catch {
      collector.unparsed(1, 'The capture is not JSON.', '');
    }
  for (const { record } of exchanges) collector.record(record);
  return { kind: 'har', state: collector.state(), listeners: [], exchanges };
};

/** Records of a subscription, each with lines of one kind. */
const subscriptionOf = async (
  chunks: AsyncIterable<Buffer>,
  matcher: RouteMatcher,
  file: string,
  options: CollectOptions,
): Promise<LogReading> => {
  let collector: ReturnType<typeof trafficCollector> | undefined;
  let lost = 0;
  await linesOf(
    chunks,
    (text) => {
      // Firehose writes one record after the other without an end of line.
      for (const record of text.replace(/\}\{"messageType"/g, '}\n{"messageType"').split('\n')) {
        const lines = cloudWatchLines(record);
        if (!lines) {
          lost += record.trim() === '' ? 0 : 1;
          continue;
        }
        if (!collector && lines.length > 0) {
          const kind = detectFormat(lines.slice(0, 40).join('\n'));
          const format =
            kind && kind in logFormats
              ? logFormats[kind as keyof typeof logFormats]
              : logFormats['json-lines'];
          collector = trafficCollector(format, matcher, file, options);
        }
        for (const line of lines) collector?.line(withoutExportTime(line));
      }
    },
    maxRecord,
  );
  for (let n = 0; n < lost; n++) collector?.unparsed(0, 'The subscription record cannot be unpacked.', '');
  return { kind: 'cloudwatch', state: collector?.state() ?? emptyTraffic(), ...nothing };
};

/**
 * Reads a log of any kind.
 * @param given the format, where somebody knows it; else the first lines tell
 */
export const readLog = async (
  chunks: AsyncIterable<Buffer>,
  matcher: RouteMatcher,
  file: string,
  options: CollectOptions = {},
  given?: LogFormat,
): Promise<LogReading> => {
  if (given)
    return { kind: 'given', state: await requestsOf(chunks, given, matcher, file, options), ...nothing };
  const iterator = chunks[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  let size = 0;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    head.push(Buffer.from(next.value));
    size += next.value.length;
    if (size >= headBytes) break;
  }
  const kind = detectFormat(Buffer.concat(head).toString('utf8', 0, headBytes));
  const all = after(head, iterator);
  if (kind === 'har') return captureOf(all, matcher, file, options);
  if (kind === 'cloudwatch') return subscriptionOf(all, matcher, file, options);
  if (kind === 'alb-connection') {
    const known = connections();
    const lines = await linesOf(all, known.line);
    return { kind, state: { ...emptyTraffic(), lines }, ...nothing, callerOf: known.callerOf };
  }
  if (kind === 'nlb-tls' || kind === 'vpc-flow') {
    const found = kind === 'nlb-tls' ? networkListeners() : flowListeners();
    const lines = await linesOf(all, found.line);
    return { kind, state: { ...emptyTraffic(), lines }, listeners: found.list(), exchanges: [] };
  }
  if (kind === undefined) {
    let count = 0;
    for await (const chunk of all)
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
    const lines = size === 0 ? 0 : Math.max(1, count);
    const sample = { file, line: 1, reason: 'No format fits the first lines.', text: '' };
    return {
      state: { ...emptyTraffic(), lines, unparsed: { count: lines, samples: lines > 0 ? [sample] : [] } },
      ...nothing,
    };
  }
  const format = kind === 'alb' && options.callerOf ? albWithConnections : logFormats[kind];
  return { kind, state: await requestsOf(all, format, matcher, file, options), ...nothing };
};
