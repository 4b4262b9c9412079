import type { MigrationPorts, StepInput } from './step.ts';

/** Ends a migration that stopped before anything was created, and frees the API. A repeated call finds it ended. */
export const refuseMigration = async (
  { migrationId, fence }: StepInput,
  { migrations, clock }: Pick<MigrationPorts, 'migrations' | 'clock'>,
): Promise<{ readonly state: string }> => {
  let migration = await migrations.get(migrationId);
  if (migration?.state === 'RUNNING') {
    migration = await migrations.change(migrationId, fence, (current) => ({
      ...current,
      state: 'REFUSED',
      finishedAt: clock.now().toISOString(),
    }));
  }
  if (migration) await migrations.unlock(migration.apiId, migrationId);
  return { state: migration?.state ?? 'REFUSED' };
};
