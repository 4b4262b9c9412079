import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { cycleId } from '../../core/identifiers.ts';
import type { Clock, Cycles } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: { cycles: Pick<Cycles, 'finish'>; clock: Clock },
) => {
  await ports.cycles.finish(cycleId(event.cycleId), 'FAILED', ports.clock.now().toISOString());
  return { cycleId: event.cycleId };
};

export const handler = task(input, run, () => ({ cycles: dynamoCycles(), clock: systemClock }));
