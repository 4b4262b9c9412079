import * as z from 'zod';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { cycleId } from '../../core/identifiers.ts';
import { catalogueCounts, storedCatalogue } from '../../core/inventory/stored-catalogue.ts';
import type { Catalogue, Cycles, Documents } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: { catalogue: Pick<Catalogue, 'list' | 'put'>; documents: Documents; cycles: Pick<Cycles, 'record'> },
) => {
  const id = cycleId(event.cycleId);
  const { records, diff } = await storedCatalogue(id, ports.catalogue, ports.documents);
  for (const record of records) await ports.catalogue.put(record);
  const counts = catalogueCounts(records, diff);
  await ports.cycles.record(id, 'WriteCatalogue', counts);
  return counts;
};

export const handler = task(input, run, () => ({
  catalogue: dynamoCatalogue(),
  documents: s3Documents(),
  cycles: dynamoCycles(),
}));
