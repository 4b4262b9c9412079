import * as z from 'zod';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoMigrations } from '../../aws/dynamodb/migrations.ts';
import { sfnWorkflows } from '../../aws/step-functions/workflows.ts';
import { cycleId } from '../../core/identifiers.ts';
import { currentRecords } from '../../core/inventory/current-records.ts';
import type { Migration } from '../../core/migration/migration.ts';
import { migrationIdFor, resumedExecutionName } from '../../core/migration/migration-id.ts';
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
  const unfinished = (await ports.migrations.listMigrations()).filter(({ state }) => state === 'RUNNING');
  const executions = unfinished.length > 0 ? await ports.workflows.running('migration') : [];
  const start = (
    name: string,
    { migrationId, apiId, cycleId }: Pick<Migration, 'migrationId' | 'apiId' | 'cycleId'>,
  ) => ports.workflows.start('migration', name, { migrationId, apiId, cycleId });
  let resumed = 0;
  for (const migration of unfinished) {
    // An execution that was lost (a redeploy, an outage) is taken up again from the migration's own row.
    if (executions.some((name) => name.startsWith(migration.migrationId))) continue;
    await start(resumedExecutionName(migration.migrationId, event.cycleId), migration);
    resumed++;
  }
  const busy = new Set(unfinished.map(({ apiId }) => apiId));
  let started = 0;
  for (const { apiId } of currentRecords(await ports.catalogue.list())) {
    const { triage } = await ports.catalogue.results(apiId);
    if (triage?.action !== 'migrate' || busy.has(apiId)) continue;
    const migrationId = migrationIdFor(apiId, event.cycleId);
    await start(migrationId, { migrationId, apiId, cycleId: event.cycleId });
    started++;
  }
  await ports.cycles.record(event.cycleId, 'StartMigrations', {
    migrationsStarted: started,
    migrationsResumed: resumed,
  });
  return { started, resumed };
};

export const handler = task(input, run, () => ({
  catalogue: dynamoCatalogue(),
  migrations: dynamoMigrations(),
  workflows: sfnWorkflows(),
  cycles: dynamoCycles(),
}));
