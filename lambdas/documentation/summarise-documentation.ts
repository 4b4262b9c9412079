import * as z from 'zod';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { summariseDocumentation } from '../../core/documentation/summary.ts';
import { cycleId } from '../../core/identifiers.ts';
import { firstProblems } from '../../core/input-problem.ts';
import type { Cycles, Documents } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: { documents: Documents; cycles: Pick<Cycles, 'record'> },
) => {
  const { counts, problems } = await summariseDocumentation(event.cycleId, ports.documents);
  await ports.cycles.record(
    cycleId(event.cycleId),
    'SummariseDocumentation',
    counts,
    firstProblems(problems),
  );
  return counts;
};

export const handler = task(input, run, () => ({ documents: s3Documents(), cycles: dynamoCycles() }));
