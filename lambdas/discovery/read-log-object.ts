import type * as z from 'zod';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3LogObjects } from '../../aws/s3/log-objects.ts';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import { logBatch } from '../../core/inventory/log-plan.ts';
import type { Documents, LogObjects } from '../../core/ports.ts';
import { readTraffic } from '../../core/traffic/collect.ts';
import { logFormats } from '../../core/traffic/log-formats.ts';
import { type Routes, routeMatcher } from '../../core/traffic/routes.ts';
import { task } from '../edge/task.ts';

export const input = logBatch;

export const run = async (
  event: z.output<typeof input>,
  ports: { logObjects: LogObjects; documents: Documents },
) => {
  const keys = cycleKeys(event.cycleId);
  const matcher = routeMatcher(await ports.documents.getJson<Routes>(keys.routes));
  const state = await readTraffic(
    ports.logObjects.read(event.bucket, event.key),
    logFormats[event.format],
    matcher,
    `${event.bucket}/${event.key}`,
  );
  await ports.documents.putJson(keys.traffic(event.batchId), state);
  return { batchId: event.batchId, lines: state.lines, unparsed: state.unparsed.count };
};

export const handler = task(input, run, () => ({ logObjects: s3LogObjects(), documents: s3Documents() }));
