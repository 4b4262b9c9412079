import * as z from 'zod';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { cycleId } from '../../core/identifiers.ts';
import type { Cycles, Documents } from '../../core/ports.ts';
import { summariseAssessment } from '../../core/posture/cycle-assessment.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: { cycles: Pick<Cycles, 'record'>; documents: Pick<Documents, 'getJson'> },
) => {
  const { counts, problems } = await summariseAssessment(event.cycleId, ports.documents);
  await ports.cycles.record(cycleId(event.cycleId), 'assessment', counts, problems);
  return { counts };
};

export const handler = task(input, run, () => ({ cycles: dynamoCycles(), documents: s3Documents() }));
