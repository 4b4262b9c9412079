import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/record-compensation.ts';
import * as verifyMigration from '../../../lambdas/migration/verify-migration.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('ends the migration as undone with the first reason, or with where it stopped', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'PlanMigration');
  expect(await run(event, world.ports)).toEqual({ state: 'COMPENSATED' });
  expect(await run(event, world.ports)).toEqual({ state: 'COMPENSATED' });
  expect(await world.migrations.get(ids.migrationId)).toMatchObject({
    state: 'COMPENSATED',
    failure: expect.stringContaining('Stopped after BuildImportDocument'),
  });
});

test('does not overrule a migration that was proven', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'VerifyMigration');
  await verifyMigration.run(event, world.ports);
  expect(await run(event, world.ports)).toEqual({ state: 'VERIFIED' });
});
