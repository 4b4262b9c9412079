import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentLimits, readDocument } from '../core/documentation/read-document.ts';
import { formatProblem, type InputProblem } from '../core/input-problem.ts';
import { type DeclaredDocument, declaredDocument } from '../core/inventory/declared-document.ts';
import { declaredRoutes } from '../core/traffic/declared-routes.ts';
import { draftOf } from '../core/traffic/draft.ts';
import { type FieldMap, readFieldMap } from '../core/traffic/field-map.ts';
import type { Exchange } from '../core/traffic/har-records.ts';
import type { ObservedListener } from '../core/traffic/listeners.ts';
import { type LogReading, readLog } from '../core/traffic/read-log.ts';
import {
  endpointKey,
  type ReportedEndpoint,
  type TrafficReport,
  trafficFindings,
} from '../core/traffic/traffic-report.ts';
import { trafficSum } from '../core/traffic/traffic-state.ts';
import { CommandFailure } from './failure.ts';
import { inputFiles } from './input-files.ts';
import { type LogInput, logInputs } from './log-inputs.ts';
import { endProgress, jsonText, type OutputOptions, progress, writeResult } from './output.ts';
import { explanationText, trafficText } from './traffic-text.ts';

export interface TrafficOptions extends OutputOptions {
  readonly spec?: readonly string[];
  /** Milliseconds since 1970. */
  readonly since?: number;
  readonly format: 'text' | 'json';
  readonly explain?: string;
  readonly fieldMap?: string;
  readonly host?: string;
  readonly draft?: string;
  readonly failOn?: readonly ReportedEndpoint['state'][];
}

const say = (problem: InputProblem): void => {
  process.stderr.write(`${formatProblem(problem)}\n`);
};

const readSpecs = async (
  specs: readonly string[],
): Promise<{ documents: DeclaredDocument[]; ok: boolean }> => {
  const files = await inputFiles(specs, {
    extensions: ['yaml', 'yml', 'json'],
    maxBytes: documentLimits.maxBytes,
  });
  const documents: DeclaredDocument[] = [];
  let ok = true;
  for (const { name, read } of files) {
    const reading = readDocument(await read(), name);
    for (const problem of reading.problems) say(problem);
    ok &&= reading.ok;
    if (reading.ok) documents.push(declaredDocument(name, reading));
  }
  return { documents, ok };
};

const readMap = async (name: string | undefined): Promise<FieldMap> => {
  if (name === undefined) return {};
  const [file] = await inputFiles([name], { extensions: ['yaml', 'yml', 'json'], maxBytes: 1024 * 1024 });
  const { map, problems } = readFieldMap((await file?.read()) ?? '', name);
  for (const problem of problems) say(problem);
  if (problems.length > 0) throw new CommandFailure(`${name}: The field map cannot be used.`, 2);
  return map;
};

const counted = async function* (chunks: AsyncIterable<Buffer>, count: (bytes: number) => void) {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
};

const unreadable = (name: string, error: unknown): InputProblem => {
  const { code } = error as { code?: string };
  const isCut = code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR';
  return {
    file: name,
    message: isCut
      ? 'The compressed log is cut off or damaged.'
      : `The log cannot be read (${code ?? (error instanceof Error ? error.name : 'error')}).`,
    fix: isCut ? 'Fetch it again.' : 'Check the path and the rights.',
  };
};

const unparsedProblems = (reading: LogReading, name: string): InputProblem[] => {
  if (reading.kind === undefined && reading.state.lines > 0)
    return [
      {
        file: name,
        message: 'No known format fits the first lines.',
        fix: 'Give the format with --field-map; docs/log-formats.md lists what is recognised.',
      },
    ];
  return reading.state.unparsed.samples.slice(0, 3).map(({ line, reason, text }) => ({
    file: name,
    line,
    message: text ? `${reason} It begins: ${text.slice(0, 80)}` : reason,
    fix: 'The line was left out; the rest counts.',
  }));
};

interface Collected {
  readonly state: ReturnType<ReturnType<typeof trafficSum>['state']>;
  readonly listeners: readonly ObservedListener[];
  readonly exchanges: readonly Exchange[];
  readonly problems: readonly InputProblem[];
  readonly bytes: number;
  readonly failed: boolean;
}

const collect = async (
  logs: readonly LogInput[],
  matcher: ReturnType<typeof declaredRoutes>['matcher'],
  map: FieldMap,
  options: TrafficOptions,
): Promise<Collected> => {
  const sum = trafficSum();
  const key = process.env.GATEHOUSE_HASH_KEY ?? randomBytes(32).toString('hex');
  const listeners: ObservedListener[] = [];
  const exchanges: Exchange[] = [];
  const problems: InputProblem[] = [];
  const callers: NonNullable<LogReading['callerOf']>[] = [];
  let bytes = 0;
  let failed = false;
  const show = progress(options);
  const read = async ({ name, open }: LogInput): Promise<void> => {
    try {
      const reading = await readLog(
        counted(open(), (size) => {
          bytes += size;
          show(`${name}: ${Math.round(bytes / 1e6)} MB`);
        }),
        matcher,
        name,
        {
          key,
          host: options.host ?? map.host ?? '',
          ...(options.since === undefined ? {} : { since: options.since }),
          ...(callers.length > 0
            ? {
                callerOf: (id: string) =>
                  callers.reduce<string | undefined>((found, of) => found ?? of(id), undefined),
              }
            : {}),
        },
        map.format,
      );
      sum.add(reading.state);
      listeners.push(...reading.listeners);
      for (const one of reading.exchanges) exchanges.push(one);
      if (reading.callerOf) callers.push(reading.callerOf);
      problems.push(...unparsedProblems(reading, name));
      failed ||= reading.kind === undefined && reading.state.lines > 0;
    } catch (error) {
      if (error instanceof CommandFailure) throw error;
      problems.push(unreadable(name, error));
      failed = true;
    }
  };
  // Connection logs first: access logs are joined with them. Load balancers call them conn_log.
  for (const log of logs.toSorted((a, b) => Number(/conn/i.test(b.name)) - Number(/conn/i.test(a.name))))
    await read(log);
  endProgress(options);
  return { state: sum.state(), listeners, exchanges, problems, bytes, failed };
};

const writeDrafts = async (
  folder: string,
  endpoints: readonly ReportedEndpoint[],
  exchanges: readonly Exchange[],
) => {
  const undocumented = endpoints.filter(({ documented }) => !documented);
  await mkdir(folder, { recursive: true });
  for (const [host, own] of Map.groupBy(undocumented, (one) => one.host)) {
    const name = `${host.replace(/[^a-z0-9.-]/gi, '-') || 'unnamed-host'}.openapi.json`;
    await writeFile(join(folder, name), jsonText(draftOf(host, own, exchanges)));
  }
};

const wanted = (text: string, endpoints: readonly ReportedEndpoint[]): readonly ReportedEndpoint[] => {
  const asked = text.trim().replace(/\{[^{}]*\}/g, '{}');
  return endpoints.filter((one) => {
    const path = one.template.replace(/\{[^{}]*\}/g, '{}');
    return [`${one.method} ${one.host}${path}`, `${one.method} ${path}`, `${one.host}${path}`, path].includes(
      asked,
    );
  });
};

/** Of this process alone: what `getrusage` says includes the moment before the program was started. */
const peakRssMb = (): number => {
  let kilobytes = process.resourceUsage().maxRSS;
  try {
    kilobytes = Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? kilobytes);
  } catch {
    // Only Linux has it.
  }
  return Math.round(kilobytes / 1024);
};

/**
 * Endpoint inventory from access logs.
 * @returns the exit code: 1 when an endpoint is in a state of `--fail-on`, 2 when an input could not be read
 */
export const runTraffic = async (args: readonly string[], options: TrafficOptions): Promise<number> => {
  const started = performance.now();
  const specs = options.spec ? await readSpecs(options.spec) : { documents: [], ok: true };
  const map = await readMap(options.fieldMap);
  const { matcher, deprecated } = declaredRoutes(specs.documents);
  const collected = await collect(await logInputs(args), matcher, map, options);
  const { state } = collected;
  const isDocumented = (host: string, method: string, template: string): boolean => {
    const segments = template.split('/').filter((segment) => segment !== '');
    const located = matcher.locate(host, segments, undefined);
    return located !== undefined && matcher.match(located.api, method, located.segments).known;
  };
  const isDeprecated = (host: string, method: string, template: string): boolean =>
    deprecated.has(`${host} ${method} ${template}`) || deprecated.has(`* ${method} ${template}`);
  const findings = trafficFindings(state, isDocumented, isDeprecated);
  const seconds = (performance.now() - started) / 1000;
  const report: TrafficReport = {
    schemaVersion: 1,
    endpoints: [...findings.endpoints],
    ambiguous: findings.ambiguous.map((one) => ({ ...one, examples: [...one.examples] })),
    listeners: [...collected.listeners],
    problems: collected.problems.map(({ file, line, message, fix }) => ({
      file,
      ...(line === undefined ? {} : { line }),
      message,
      fix,
    })),
    stats: {
      lines: state.lines,
      unparsed: state.unparsed.count,
      requests: state.requests,
      ignored: state.ignored,
      bytes: collected.bytes,
      seconds: Math.round(seconds * 1000) / 1000,
      linesPerSecond: Math.round(state.lines / Math.max(seconds, 0.001)),
      peakRssMb: peakRssMb(),
    },
  };
  for (const problem of options.quiet ? [] : collected.problems) say(problem);
  if (options.draft !== undefined) await writeDrafts(options.draft, report.endpoints, collected.exchanges);
  if (options.explain !== undefined) {
    const found = wanted(options.explain, report.endpoints);
    if (found.length === 0)
      throw new CommandFailure(
        `${options.explain}: No such endpoint was found. Write it as the table does, such as "GET api.bank.example/accounts/{accountId}".`,
        2,
      );
    const texts = found.map((one) => explanationText(one, findings.explained.get(endpointKey(one)), options));
    await writeResult(texts.join('\n'), options);
  } else
    await writeResult(options.format === 'json' ? jsonText(report) : trafficText(report, options), options);
  if (collected.failed || !specs.ok) return 2;
  return report.endpoints.some((one) => options.failOn?.includes(one.state)) ? 1 : 0;
};
