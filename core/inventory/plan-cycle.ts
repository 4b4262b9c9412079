import type { CycleId } from '../identifiers.ts';
import { vacancies, vacancyProblem } from '../people/vacancies.ts';
import {
  type Clock,
  type Cycle,
  type Cycles,
  DocumentNotFound,
  type GatewayChange,
  type GatewayChanges,
  type Intake,
  type Stakeholders,
} from '../ports.ts';
import { type CyclePolicy, cycleIdFor, mergesInto } from './cycle-plan.ts';
import { readStakeholders } from './stakeholders-file.ts';

const file = 'stakeholders.yaml';
const maxBytes = 1024 * 1024;

export interface CycleStart {
  readonly trigger: Cycle['trigger'];
  readonly executionName: string;
  readonly startedAt: string;
  /** What was changed, for a start by a change event. */
  readonly change?: Omit<GatewayChange, 'at'>;
}

export interface PlanCyclePorts {
  readonly cycles: Cycles;
  readonly changes: Pick<GatewayChanges, 'record'>;
  readonly stakeholders: Stakeholders;
  readonly intake: Intake;
  readonly policy: CyclePolicy;
  readonly clock: Clock;
}

/**
 * Starts a cycle's row and reads who takes part. `REFUSED` while nobody can act for a required role or seat: the row
 * names it, who could, and what to hand in. `MERGED` for a change event that the newest cycle answers already.
 */
export const planCycle = async (
  start: CycleStart,
  ports: PlanCyclePorts,
): Promise<{ readonly outcome: 'PLANNED' | 'REFUSED' | 'MERGED'; readonly cycleId: CycleId }> => {
  const latest = await ports.cycles.latest();
  const now = ports.clock.now();
  const cycleId = cycleIdFor(start.executionName, start.startedAt);
  // Before anything else: a change that this start does not answer is answered by a later one.
  if (start.change) await ports.changes.record({ ...start.change, at: start.startedAt });
  if (latest && latest.cycleId !== cycleId && mergesInto(latest, start.trigger, now)) {
    return { outcome: 'MERGED', cycleId: latest.cycleId };
  }
  await ports.cycles.start({
    cycleId,
    trigger: start.trigger,
    state: 'RUNNING',
    startedAt: start.startedAt,
    counts: {},
    problems: [],
  });
  const text = await ports.intake.getText(file, maxBytes).catch((error: unknown) => {
    if (error instanceof DocumentNotFound) return '';
    throw error;
  });
  const { stakeholders, problems } = readStakeholders(text, file);
  const today = now.toISOString().slice(0, 10);
  const missing = vacancies(stakeholders, ports.policy, today).map((vacancy) =>
    vacancyProblem(vacancy, file),
  );
  await ports.cycles.record(cycleId, 'PlanCycle', { stakeholders: stakeholders.length }, [
    ...missing,
    ...problems,
  ]);
  if (missing.length > 0) {
    await ports.cycles.finish(cycleId, 'FAILED', now.toISOString());
    return { outcome: 'REFUSED', cycleId };
  }
  await ports.stakeholders.replace(stakeholders);
  return { outcome: 'PLANNED', cycleId };
};
