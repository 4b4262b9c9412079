import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import type { Intake, LogObjects } from '../ports.ts';
import { type LogFormatName, logFormats } from '../traffic/log-formats.ts';
import { readIntakeFiles } from './intake-files.ts';
import { readSources, type SourceAccount, type SourceLog } from './sources-file.ts';

export const sourcesFile = 'sources.yaml';

/** What reads gateways, in turn: one that may not be read does not hide the other. */
export const collectors = ['rest-apis', 'http-apis'] as const;
export type CollectorName = (typeof collectors)[number];

/** One account and Region: never read in parallel, because the control plane's quota is shared with the bank. */
export const collectBatch = z.object({
  cycleId: z.string(),
  batchId: z.string(),
  account: z.string(),
  region: z.string(),
});
export type CollectBatch = z.output<typeof collectBatch>;

/** One log object. */
export const logBatch = z.object({
  cycleId: z.string(),
  batchId: z.string(),
  bucket: z.string(),
  key: z.string(),
  format: z.enum(Object.keys(logFormats) as [LogFormatName]),
});
export type LogBatch = z.output<typeof logBatch>;

export interface CollectionPlan {
  readonly collect: readonly CollectBatch[];
  readonly logs: readonly LogBatch[];
  readonly problems: readonly InputProblem[];
}

/** Log objects of one cycle. The newest are read; how many were left out is said. */
const maxLogObjects = 10_000;

const collectBatches = (cycleId: string, accounts: readonly SourceAccount[]): CollectBatch[] =>
  accounts.map(({ account, region }) => ({ cycleId, batchId: `${account}-${region}`, account, region }));

const logBatches = async (
  cycleId: string,
  logs: readonly SourceLog[],
  objects: LogObjects,
): Promise<{ batches: LogBatch[]; problems: InputProblem[] }> => {
  const found: (Omit<LogBatch, 'batchId'> & { lastModified: string })[] = [];
  const problems: InputProblem[] = [];
  for (const { bucket, prefix, format } of logs) {
    const place = `${bucket}/${prefix}`;
    try {
      const listed = await objects.list(bucket, prefix);
      if (listed.length === 0) {
        const message = `There is no log object under ${place}.`;
        problems.push({ file: sourcesFile, message, fix: 'Correct the prefix, or take the entry out.' });
      }
      for (const { key, lastModified } of listed) found.push({ cycleId, bucket, key, format, lastModified });
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'an unknown error';
      const message = `${place} could not be listed (${reason}); its traffic is unknown.`;
      problems.push({
        file: sourcesFile,
        message,
        fix: 'Let the discovery functions list and read the bucket.',
      });
    }
  }
  const newest = found.sort((a, b) => (a.lastModified > b.lastModified ? -1 : 1)).slice(0, maxLogObjects);
  if (newest.length < found.length) {
    const message = `${found.length - newest.length} older log objects were left out.`;
    problems.push({ file: sourcesFile, message, fix: 'Narrow the prefixes to the window that matters.' });
  }
  const batches = newest.map(({ lastModified: _, ...batch }, index) => ({
    ...batch,
    batchId: String(index + 1).padStart(5, '0'),
  }));
  return { batches, problems };
};

/** Decides what one cycle reads: every account and Region and every log object, each as a batch of its own. */
export const planCollection = async (
  cycleId: string,
  intake: Intake,
  objects: LogObjects,
): Promise<CollectionPlan> => {
  const { files, problems } = await readIntakeFiles(intake, sourcesFile, ['yaml']);
  const [file] = files;
  if (!file) {
    const message = 'Nothing says which accounts and logs to read.';
    const fix = 'Hand in sources.yaml with `accounts` and `logs`.';
    return { collect: [], logs: [], problems: [...problems, { file: sourcesFile, message, fix }] };
  }
  const sources = readSources(file.text, sourcesFile);
  const logs = await logBatches(cycleId, sources.logs, objects);
  return {
    collect: collectBatches(cycleId, sources.accounts),
    logs: logs.batches,
    problems: [...problems, ...sources.problems, ...logs.problems],
  };
};
