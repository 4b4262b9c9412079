import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoGatewayChanges } from '../../aws/dynamodb/gateway-changes.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { cyclePolicy } from '../../core/inventory/cycle-plan.ts';
import { type PlanCyclePorts, planCycle } from '../../core/inventory/plan-cycle.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  /** What the execution was started with. */
  start: z.object({
    trigger: z.enum(['person', 'schedule', 'change']),
    /** From the change feed; a start by hand or schedule has none. */
    change: z
      .object({ account: z.string(), region: z.string(), gatewayId: z.string().exactOptional() })
      .exactOptional(),
  }),
  executionName: z.string(),
  startedAt: z.string(),
});

export const run = ({ start, ...event }: z.output<typeof input>, ports: PlanCyclePorts) =>
  planCycle({ ...start, ...event }, ports);

export const handler = task(input, run, () => ({
  cycles: dynamoCycles(),
  changes: dynamoGatewayChanges(),
  stakeholders: dynamoStakeholders(),
  intake: s3Intake(),
  policy: loadPolicy('cycle', cyclePolicy),
  clock: systemClock,
}));
