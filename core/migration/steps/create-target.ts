import { closedPolicy } from '../harden/resource-policy.ts';
import type { Migration } from '../migration.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';

export class PlanMissing extends Error {
  override readonly name = 'PlanMissing';
}

/** @throws PlanMissing when a step runs before its migration was planned */
export const plannedHash = ({ migrationId, planHash }: Migration): string => {
  if (!planHash) throw new PlanMissing(`Migration ${migrationId} has no plan.`);
  return planHash;
};

/** Creates the empty target, closed to everybody, or finds the one that an earlier attempt created. */
export const createTarget = (
  input: StepInput,
  ports: Pick<MigrationPorts, 'migrations' | 'writer' | 'policy' | 'clock'>,
) =>
  forward('CreateTarget', input, ports, async (migration) => {
    const { writer, policy } = ports;
    const planHash = plannedHash(migration);
    const found = await writer.findTarget(migration.migrationId);
    if (found && found.planHash !== planHash)
      return { outcome: 'FAILED', reason: `The target ${found.gatewayId} was created for another plan.` };
    const gatewayId =
      found?.gatewayId ??
      (await writer.createTarget({
        name: migration.apiName,
        migrationId: migration.migrationId,
        planHash,
        policy: closedPolicy(),
      }));
    return {
      outcome: 'DONE',
      detail: `${gatewayId}, ${found ? 'found' : 'created'}, closed`,
      change: (current) => ({ ...current, target: { gatewayId, stage: policy.stage.name } }),
    };
  });
