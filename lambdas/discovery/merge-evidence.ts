import * as z from 'zod';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { cycleId } from '../../core/identifiers.ts';
import { firstProblems } from '../../core/input-problem.ts';
import { mergeStoredTraffic } from '../../core/inventory/merge-traffic.ts';
import { putObserved } from '../../core/inventory/observed-store.ts';
import type { Cycles, Documents } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: { documents: Documents; cycles: Pick<Cycles, 'record'> },
) => {
  const { endpoints, counts, problems } = await mergeStoredTraffic(event.cycleId, ports.documents);
  await putObserved(event.cycleId, endpoints, ports.documents);
  await ports.cycles.record(cycleId(event.cycleId), 'MergeEvidence', counts, firstProblems(problems));
  return { ...counts, observedEndpoints: endpoints.length };
};

export const handler = task(input, run, () => ({ documents: s3Documents(), cycles: dynamoCycles() }));
