import type { CycleId } from '../identifiers.ts';
import type { Clock, Cycles, GatewayChanges, Workflows } from '../ports.ts';

export interface FinishCyclePorts {
  readonly cycles: Pick<Cycles, 'get' | 'finish'>;
  readonly changes: Pick<GatewayChanges, 'since'>;
  readonly workflows: Pick<Workflows, 'start'>;
  readonly clock: Clock;
}

/**
 * Closes a cycle. Changes that were reported while it ran were merged into it, and it may have read the API before:
 * one more cycle answers them. Its name comes from this cycle's, so that a repeated step starts it once.
 */
export const finishCycle = async (
  cycleId: CycleId,
  { cycles, changes, workflows, clock }: FinishCyclePorts,
): Promise<{ readonly followedUp: boolean }> => {
  const cycle = await cycles.get(cycleId);
  await cycles.finish(cycleId, 'FINISHED', clock.now().toISOString());
  // A change cycle's own change is marked at its very start.
  const unanswered = (await changes.since(cycle?.startedAt ?? '')).filter(
    ({ at }) => cycle?.trigger !== 'change' || at > cycle.startedAt,
  );
  if (!cycle || unanswered.length === 0) return { followedUp: false };
  await workflows.start('governance-cycle', `after-${cycleId}`, { trigger: 'change' });
  return { followedUp: true };
};
