import * as z from 'zod';
import { s3Documents } from '../../aws/s3/documents.ts';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import type { StoredCatalogue } from '../../core/inventory/stored-catalogue.ts';
import type { Documents } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (event: z.output<typeof input>, ports: { documents: Documents }) => {
  const keys = cycleKeys(event.cycleId);
  const { records } = await ports.documents.getJson<StoredCatalogue>(keys.catalogue);
  const batches = records.map(({ apiId, documentKey }) => ({
    cycleId: event.cycleId,
    apiId,
    // Present also when there is none: a state machine cannot pass on what is absent.
    documentKey: documentKey ?? null,
  }));
  await ports.documents.putJson(keys.scoreBatches, batches);
  return { batchesKey: keys.scoreBatches, batches: batches.length };
};

export const handler = task(input, run, () => ({ documents: s3Documents() }));
