import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import type { LogObjects } from '../ports.ts';
import { type LogFormatName, logFormats } from '../traffic/log-formats.ts';
import type { SourceLog } from './sources-file.ts';

/** One log object. */
export const logBatch = z.object({
  cycleId: z.string(),
  batchId: z.string(),
  bucket: z.string(),
  key: z.string(),
  format: z.enum(Object.keys(logFormats) as [LogFormatName]),
});
export type LogBatch = z.output<typeof logBatch>;

/** Log objects of one cycle. The newest are read; how many were left out is said. */
const maxLogObjects = 10_000;

/** Every log object under the prefixes, each as a batch of its own. */
export const planLogs = async (
  cycleId: string,
  logs: readonly SourceLog[],
  objects: LogObjects,
  file: string,
): Promise<{ batches: LogBatch[]; problems: InputProblem[] }> => {
  const found: (Omit<LogBatch, 'batchId'> & { lastModified: string })[] = [];
  const problems: InputProblem[] = [];
  for (const { bucket, prefix, format } of logs) {
    const place = `${bucket}/${prefix}`;
    try {
      const listed = await objects.list(bucket, prefix);
      if (listed.length === 0) {
        const message = `There is no log object under ${place}.`;
        problems.push({ file, message, fix: 'Correct the prefix, or take the entry out.' });
      }
      for (const { key, lastModified } of listed) found.push({ cycleId, bucket, key, format, lastModified });
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'an unknown error';
      const message = `${place} could not be listed (${reason}); its traffic is unknown.`;
      problems.push({ file, message, fix: 'Let the discovery functions list and read the bucket.' });
    }
  }
  const newest = found.sort((a, b) => (a.lastModified > b.lastModified ? -1 : 1)).slice(0, maxLogObjects);
  if (newest.length < found.length) {
    const message = `${found.length - newest.length} older log objects were left out.`;
    problems.push({ file, message, fix: 'Narrow the prefixes to the window that matters.' });
  }
  const batches = newest.map(({ lastModified: _, ...batch }, index) => ({
    ...batch,
    batchId: String(index + 1).padStart(5, '0'),
  }));
  return { batches, problems };
};
