import type { JsonObject } from '../json.ts';
import { keysOf } from '../keys.ts';
import { planHash, planMigration } from '../plan.ts';
import type { Snapshot } from '../snapshot.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';

/** Works out what callers will notice, and fixes it: every later step acts on this plan's hash. */
export const planStep = (
  input: StepInput,
  ports: Pick<MigrationPorts, 'migrations' | 'documents' | 'policy' | 'clock'>,
) =>
  forward('PlanMigration', input, ports, async ({ migrationId }) => {
    const { documents, policy } = ports;
    const keys = keysOf(migrationId);
    const plan = planMigration(
      await documents.getJson<Snapshot>(keys.snapshot),
      await documents.getJson<JsonObject>(keys.import),
      await documents.getJson<Record<string, JsonObject>>(keys.models),
      `${policy.version} ${policy.hash}`,
    );
    await documents.putJson(keys.plan, plan);
    const hash = planHash(plan);
    const removed = plan.changes.filter((change) => change.kind === 'removed').length;
    return {
      outcome: 'DONE',
      detail: `risk ${plan.risk}: ${plan.changes.length} routes, ${removed} removed, ${plan.cutOff.length} cut off`,
      change: (migration) => ({ ...migration, planHash: hash }),
    };
  });
