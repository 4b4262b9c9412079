import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import {
  type CyclePolicy,
  cycleIdFor,
  cyclePolicy,
  mergesInto,
  unfilled,
} from '../../core/inventory/cycle-plan.ts';
import { readStakeholders } from '../../core/inventory/stakeholders-file.ts';
import {
  type Clock,
  type Cycles,
  DocumentNotFound,
  type Intake,
  type Stakeholders,
} from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  trigger: z.enum(['person', 'schedule', 'change']),
  executionName: z.string(),
  startedAt: z.string(),
});

const file = 'stakeholders.yaml';
const maxBytes = 1024 * 1024;

export const run = async (
  event: z.output<typeof input>,
  ports: { cycles: Cycles; stakeholders: Stakeholders; intake: Intake; policy: CyclePolicy; clock: Clock },
) => {
  const latest = await ports.cycles.latest();
  const now = ports.clock.now();
  const cycleId = cycleIdFor(event.executionName, event.startedAt);
  if (latest && latest.cycleId !== cycleId && mergesInto(latest, event.trigger, now)) {
    return { outcome: 'MERGED' as const, cycleId: latest.cycleId };
  }
  await ports.cycles.start({
    cycleId,
    trigger: event.trigger,
    state: 'RUNNING',
    startedAt: event.startedAt,
    counts: {},
    problems: [],
  });
  const text = await ports.intake.getText(file, maxBytes).catch((error: unknown) => {
    if (error instanceof DocumentNotFound) return '';
    throw error;
  });
  const { stakeholders, problems } = readStakeholders(text, file);
  const missing = unfilled(stakeholders, ports.policy, file);
  await ports.cycles.record(cycleId, 'PlanCycle', { stakeholders: stakeholders.length }, [
    ...missing,
    ...problems,
  ]);
  if (missing.length > 0) {
    await ports.cycles.finish(cycleId, 'FAILED', now.toISOString());
    return { outcome: 'REFUSED' as const, cycleId };
  }
  await ports.stakeholders.replace(stakeholders);
  return { outcome: 'PLANNED' as const, cycleId };
};

export const handler = task(input, run, () => ({
  cycles: dynamoCycles(),
  stakeholders: dynamoStakeholders(),
  intake: s3Intake(),
  policy: loadPolicy('cycle', cyclePolicy),
  clock: systemClock,
}));
