import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type CycleId, cycleId } from '../identifiers.ts';
import type { InputProblem } from '../input-problem.ts';
import type { Cycle } from '../ports.ts';
import type { Stakeholder } from './stakeholder.ts';

/** `policy/cycle.yaml`. */
export const cyclePolicy = z.object({
  version: z.string(),
  requiredRoles: z.array(
    z.enum(['business', 'partners', 'infrastructure', 'enterprise-architecture', 'it', 'risk']),
  ),
  requiredSeats: z.array(z.enum(['RISK', 'SECURITY', 'DATA_PROTECTION', 'HEAD_OF_RISK'])),
});
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

/** Changes come in bursts (one deployment makes dozens of calls): within this time one cycle answers them all. */
const mergeWindowMinutes = 15;

/** Whether a start by a change event adds nothing to the newest cycle. A person's or the schedule's start always runs. */
export const mergesInto = (latest: Cycle | undefined, trigger: Cycle['trigger'], now: Date): boolean => {
  if (trigger !== 'change' || !latest) return false;
  const age = now.getTime() - new Date(latest.startedAt).getTime();
  return age < mergeWindowMinutes * 60_000;
};

/** What keeps a cycle from starting: roles and seats that nobody holds (step 1.1 of the method). */
export const unfilled = (
  people: readonly Stakeholder[],
  policy: CyclePolicy,
  file: string,
): InputProblem[] => [
  ...policy.requiredSeats
    .filter((seat) => !people.some(({ seats }) => seats.includes(seat)))
    .map((seat) => ({
      file,
      message: `Nobody holds the seat ${seat}.`,
      fix: `Give somebody the seat in \`seats\` and hand the file in again.`,
    })),
  ...policy.requiredRoles
    .filter((role) => !people.some(({ roles }) => roles.includes(role)))
    .map((role) => ({
      file,
      message: `Nobody holds the role ${role}.`,
      fix: `Name somebody with this role in \`roles\` and hand the file in again.`,
    })),
];
