import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type CycleId, cycleId } from '../identifiers.ts';
import { peoplePolicy } from '../people/policy.ts';
import type { Cycle } from '../ports.ts';

/** `policy/cycle.yaml`. */
export const cyclePolicy = peoplePolicy.extend({ version: z.string() });
export type CyclePolicy = z.output<typeof cyclePolicy>;

/**
 * The id of the cycle that an execution carries out. A start by name (`cycle-…`) keeps its name, so that the same
 * start is the same cycle; schedules and events get one from their time and execution name.
 */
export const cycleIdFor = (executionName: string, startedAt: string): CycleId => {
  if (/^cycle-[A-Za-z0-9-]{1,54}$/.test(executionName)) return cycleId(executionName);
  const minute = startedAt.slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return cycleId(`cycle-${minute}-${createHash('sha256').update(executionName).digest('hex').slice(0, 8)}`);
};

/** A cycle that says that it runs for longer than this is taken for dead. */
const mergeWindowMinutes = 60;

/**
 * Whether a start by a change event waits for the cycle that runs: changes come in bursts (one deployment makes dozens
 * of calls). The mark of the change stays, and when the cycle is over it starts the next one for what it did not see.
 * A person's or the schedule's start always runs.
 */
export const mergesInto = (latest: Cycle | undefined, trigger: Cycle['trigger'], now: Date): boolean => {
  if (trigger !== 'change' || latest?.state !== 'RUNNING') return false;
  const age = now.getTime() - new Date(latest.startedAt).getTime();
  return age < mergeWindowMinutes * 60_000;
};
