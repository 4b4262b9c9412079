import * as z from 'zod';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { exceptionId } from '../../core/identifiers.ts';
import type { Cycles } from '../../core/ports.ts';
import { recordProblems } from '../../core/risk/load-case.ts';
import { seatsProblem } from '../../core/risk/seats.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  exceptionId: z.string().min(1).transform(exceptionId),
  cycleId: z.string().min(1),
  seats: z.object({
    empty: z.array(z.string()).default([]),
    candidates: z.int().optional(),
  }),
});

export const run = async (event: z.output<typeof input>, ports: { cycles: Pick<Cycles, 'record'> }) => {
  await recordProblems(event, [seatsProblem(event.exceptionId, event.seats)], ports.cycles);
  return { exceptionId: event.exceptionId };
};

export const handler = task(input, run, () => ({ cycles: dynamoCycles() }));
