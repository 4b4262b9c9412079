import { type Severity, severities } from '../core/posture/check.ts';
import {
  failuresAtOrOver,
  type PostureReport,
  type PostureResult,
  worstFirst,
} from '../core/posture/posture-report.ts';
import { judgeSnapshot, type SnapshotFile, snapshotFile } from '../core/posture/snapshot-file.ts';
import { CommandFailure } from './failure.ts';
import { inputFiles } from './input-files.ts';
import { type LiveOptions, takeSnapshot } from './live-account.ts';
import { endProgress, jsonText, type OutputOptions, painter, progress, writeResult } from './output.ts';

export interface PostureOptions extends LiveOptions, OutputOptions {
  readonly snapshot?: string;
  readonly failOn?: Severity;
  readonly format: 'text' | 'json';
}

const maxSnapshotBytes = 256 * 1024 * 1024;

/** @throws CommandFailure naming the pointer of what is not a snapshot */
const readSnapshot = async (name: string): Promise<SnapshotFile> => {
  const [file] = await inputFiles([name], { extensions: ['json'], maxBytes: maxSnapshotBytes });
  if (!file) throw new CommandFailure(`${name}: There is no such file. Check the path.`, 2);
  let value: unknown;
  try {
    value = JSON.parse(await file.read());
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${name}: It is not JSON. Make one with gatehouse snapshot --out FILE.`, 2, {
      cause: error,
    });
  }
  const parsed = snapshotFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CommandFailure(
    `${name} /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'is not valid'}. Make one with gatehouse snapshot --out FILE.`,
    2,
  );
};

const colours = { CRITICAL: 'red', HIGH: 'red', MEDIUM: 'yellow', LOW: 'gray' } as const;

/** The exact change, for a person to carry out. */
const changeOf = ({ remediation }: PostureResult): string => {
  if (!remediation) return '';
  const { text, operation, patch = [], needsRedeploy } = remediation;
  const patches = patch.map(
    ({ op, path, value }) => `${op} ${path}${value === undefined ? '' : `=${value}`}`,
  );
  const call = [operation, ...patches].filter(Boolean).join(' ');
  return `${text}${call ? ` [${call}${needsRedeploy ? '; takes effect when deployed' : ''}]` : ''}`;
};

const textOf = (report: PostureReport, options: OutputOptions): string => {
  const paint = painter(options);
  const shown = worstFirst(report.results).filter(
    ({ status }) => status !== 'PASS' && status !== 'NOT_APPLICABLE',
  );
  const lines = shown.flatMap((result) => {
    const label =
      result.status === 'FAIL' ? result.severity : result.status === 'UNKNOWN' ? 'UNKNOWN' : 'GAP';
    const colour = result.status === 'FAIL' ? colours[result.severity] : 'cyan';
    return [
      `${paint(colour, label.padEnd(8))} ${result.checkId.padEnd(8)} ${result.apiName} (${result.apiId}): ${result.reason}`,
      ...(result.remediation ? [`${' '.repeat(18)}→ ${changeOf(result)}`] : []),
    ];
  });
  const count = (status: PostureResult['status']) =>
    report.results.filter((one) => one.status === status).length;
  const places = report.coverage.map(
    ({ account, region, listed, assessed }) =>
      `${account} ${region}: ${assessed} of ${listed} APIs assessed.`,
  );
  const sum = `${count('FAIL')} failed, ${count('UNKNOWN')} unknown, ${count('CAPABILITY_GAP')} gaps, ${count('PASS')} passed, ${count('NOT_APPLICABLE')} not applicable.`;
  return `${[...lines, ...(lines.length > 0 ? [''] : []), ...places, sum].join('\n')}\n`;
};

/**
 * Judges a saved snapshot or the live account.
 * @returns the exit code: 1 for failures at or over the threshold, 2 when something could not be looked at at all
 */
export const runPosture = async (options: PostureOptions): Promise<number> => {
  const snapshot =
    options.snapshot === undefined
      ? await takeSnapshot(options, progress(options)).finally(() => endProgress(options))
      : await readSnapshot(options.snapshot);
  const report = judgeSnapshot(snapshot);
  await writeResult(options.format === 'json' ? jsonText(report) : textOf(report, options), options);
  const unseen = report.coverage.flatMap(({ account, region, reasons }) =>
    reasons.map((reason) => `${account} ${region}: ${reason}`),
  );
  for (const line of unseen) process.stderr.write(`gatehouse: ${line}. Nothing is known of it.\n`);
  if (options.failOn && failuresAtOrOver(report.results, options.failOn).length > 0) return 1;
  return unseen.length > 0 ? 2 : 0;
};

/** @throws CommandFailure */
export const severityOf = (text: string): Severity => {
  const found = severities.find((one) => one === text.toUpperCase());
  if (found) return found;
  throw new CommandFailure(`"${text}" is no severity. Use one of ${severities.join(', ').toLowerCase()}.`, 2);
};
