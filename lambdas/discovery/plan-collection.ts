import * as z from 'zod';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { s3LogObjects } from '../../aws/s3/log-objects.ts';
import { cycleId } from '../../core/identifiers.ts';
import { firstProblems } from '../../core/input-problem.ts';
import { planCollection } from '../../core/inventory/collection-plan.ts';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import type { Cycles, Documents, Intake, LogObjects } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: { intake: Intake; logObjects: LogObjects; documents: Documents; cycles: Pick<Cycles, 'record'> },
) => {
  const keys = cycleKeys(event.cycleId);
  const plan = await planCollection(event.cycleId, ports.intake, ports.logObjects);
  await ports.documents.putJson(keys.collectBatches, plan.collect);
  await ports.documents.putJson(keys.logBatches, plan.logs);
  await ports.cycles.record(
    cycleId(event.cycleId),
    'PlanCollection',
    { accountsAndRegions: plan.collect.length, logObjects: plan.logs.length },
    firstProblems(plan.problems),
  );
  return {
    batchesKey: keys.collectBatches,
    batches: plan.collect.length,
    logBatchesKey: keys.logBatches,
    logBatches: plan.logs.length,
  };
};

export const handler = task(input, run, () => ({
  intake: s3Intake(),
  logObjects: s3LogObjects(),
  documents: s3Documents(),
  cycles: dynamoCycles(),
}));
