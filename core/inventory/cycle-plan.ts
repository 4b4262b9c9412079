import { createHash } from 'node:crypto';
import { type CycleId, cycleId } from '../identifiers.ts';
import type { Cycle } from '../ports.ts';

/**
 * The id of the cycle that an execution carries out. A start by name (`cycle-…`) keeps its name, so that the same
 * start is the same cycle; schedules and events get one from their time and execution name.
 */
export const cycleIdFor = (executionName: string, startedAt: string): CycleId => {
  if (/^cycle-[A-Za-z0-9-]{1,54}$/.test(executionName)) return cycleId(executionName);
  const minute = startedAt.slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return cycleId(`cycle-${minute}-${createHash('sha256').update(executionName).digest('hex').slice(0, 8)}`);
};

/** Changes come in bursts (one deployment makes dozens of calls): within this time one cycle answers them all. */
const mergeWindowMinutes = 15;

/** Whether a start by a change event adds nothing to the newest cycle. A person's or the schedule's start always runs. */
export const mergesInto = (latest: Cycle | undefined, trigger: Cycle['trigger'], now: Date): boolean => {
  if (trigger !== 'change' || !latest) return false;
  const age = now.getTime() - new Date(latest.startedAt).getTime();
  return latest.state === 'RUNNING' || age < mergeWindowMinutes * 60_000;
};
