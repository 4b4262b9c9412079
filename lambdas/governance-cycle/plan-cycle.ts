import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { cyclePolicy } from '../../core/inventory/cycle-plan.ts';
import { type PlanCyclePorts, planCycle } from '../../core/inventory/plan-cycle.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  trigger: z.enum(['person', 'schedule', 'change']),
  executionName: z.string(),
  startedAt: z.string(),
});

export const run = (event: z.output<typeof input>, ports: PlanCyclePorts) => planCycle(event, ports);

export const handler = task(input, run, () => ({
  cycles: dynamoCycles(),
  stakeholders: dynamoStakeholders(),
  intake: s3Intake(),
  policy: loadPolicy('cycle', cyclePolicy),
  clock: systemClock,
}));
