import * as z from 'zod';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { exceptionId } from '../../core/identifiers.ts';
import type { Cycles } from '../../core/ports.ts';
import { recordProblems } from '../../core/risk/load-case.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  exceptionId: z.string().min(1).transform(exceptionId),
  requestKey: z.string().min(1),
  cycleId: z.string().min(1),
});

export const run = async (event: z.output<typeof input>, ports: { cycles: Pick<Cycles, 'record'> }) => {
  const problem = {
    file: event.requestKey,
    message: `The process of review ${event.exceptionId} stopped; an open round still takes votes.`,
    fix: 'The daily sweep or the next cycle starts it again; see docs/runbook.md#review-failed.',
  };
  await recordProblems(event, [problem], ports.cycles);
  return { exceptionId: event.exceptionId };
};

export const handler = task(input, run, () => ({ cycles: dynamoCycles() }));
