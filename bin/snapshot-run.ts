import { type LiveOptions, takeSnapshot } from './live-account.ts';
import { endProgress, jsonText, progress, writeResult } from './output.ts';

export interface SnapshotOptions extends LiveOptions {
  readonly out: string;
  readonly quiet?: boolean;
}

/** Saves a snapshot. @returns the exit code: 2 when something could not be read, which is named */
export const runSnapshot = async (options: SnapshotOptions): Promise<number> => {
  const snapshot = await takeSnapshot(options, progress(options)).finally(() => endProgress(options));
  await writeResult(jsonText(snapshot), options);
  const missing = snapshot.sources.flatMap(({ account, region, unlisted, unread }) => [
    ...unlisted.map(
      ({ kind, reason }) => `${account} ${region}: ${kind} APIs could not be listed: ${reason}`,
    ),
    ...unread.map(
      ({ name, id, reason }) => `${account} ${region}: ${name} (${id}) could not be read: ${reason}`,
    ),
  ]);
  for (const line of missing) process.stderr.write(`gatehouse: ${line}.\n`);
  if (!options.quiet) {
    const apis = snapshot.sources.reduce((sum, { apis: read }) => sum + read.length, 0);
    process.stdout.write(`${options.out}: ${apis} APIs, ${snapshot.calls.total} calls\n`);
  }
  return missing.length > 0 ? 2 : 0;
};
