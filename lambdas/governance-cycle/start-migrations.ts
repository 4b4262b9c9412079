import * as z from 'zod';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { sfnWorkflows } from '../../aws/step-functions/workflows.ts';
import { cycleId } from '../../core/identifiers.ts';
import { migrationIdFor } from '../../core/migration/migration-id.ts';
import type { Migrations } from '../../core/migration/ports.ts';
import type { Catalogue, Cycles, Workflows } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string().transform(cycleId) });

export const run = async (
  event: z.output<typeof input>,
  ports: {
    catalogue: Catalogue;
    migrations: Pick<Migrations, 'listMigrations'>;
    workflows: Workflows;
    cycles: Cycles;
  },
) => {
  const running = new Set(
    (await ports.migrations.listMigrations())
      .filter(({ state }) => state === 'RUNNING')
      .map(({ apiId }) => apiId),
  );
  let started = 0;
  for (const { apiId } of await ports.catalogue.list()) {
    const { triage } = await ports.catalogue.results(apiId);
    if (triage?.action !== 'migrate' || running.has(apiId)) continue;
    const migrationId = migrationIdFor(apiId, event.cycleId);
    await ports.workflows.start('migration', migrationId, { migrationId, apiId, cycleId: event.cycleId });
    started++;
  }
  await ports.cycles.record(event.cycleId, 'StartMigrations', { migrationsStarted: started });
  return { started };
};

export const handler = task(input, run, () => ({
  catalogue: dynamoCatalogue(),
  migrations: dynamoMigrations(),
  workflows: sfnWorkflows(),
  cycles: dynamoCycles(),
}));
