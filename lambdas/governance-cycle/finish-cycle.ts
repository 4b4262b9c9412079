import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoGatewayChanges } from '../../aws/dynamodb/gateway-changes.ts';
import { sfnWorkflows } from '../../aws/step-functions/workflows.ts';
import { cycleId } from '../../core/identifiers.ts';
import { type FinishCyclePorts, finishCycle } from '../../core/inventory/finish-cycle.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (event: z.output<typeof input>, ports: FinishCyclePorts) => ({
  cycleId: event.cycleId,
  ...(await finishCycle(cycleId(event.cycleId), ports)),
});

export const handler = task(input, run, () => ({
  cycles: dynamoCycles(),
  changes: dynamoGatewayChanges(),
  workflows: sfnWorkflows(),
  clock: systemClock,
}));
