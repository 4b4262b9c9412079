import type * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { importBatch } from '../../core/inventory/import-plan.ts';
import { readImportBatch } from '../../core/inventory/read-import-batch.ts';
import type { Clock, Documents, Intake } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = importBatch;

export const run = async (
  event: z.output<typeof input>,
  ports: {
    intake: Pick<Intake, 'list' | 'getBytes'>;
    documents: Pick<Documents, 'putJson'>;
    clock: Clock;
  },
) => {
  const { apis, problems } = await readImportBatch(event, ports);
  return { batchId: event.batchId, apis: apis.length, problems: problems.length };
};

export const handler = task(input, run, () => ({
  intake: s3Intake(),
  documents: s3Documents(),
  clock: systemClock,
}));
