import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/refuse-migration.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('ends the migration and frees the API, as often as it is asked', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'BuildImportDocument');
  expect(await run(event, world.ports)).toEqual({ state: 'REFUSED' });
  expect(await run(event, world.ports)).toEqual({ state: 'REFUSED' });
  expect(await world.migrations.get(ids.migrationId)).toMatchObject({
    state: 'REFUSED',
    finishedAt: expect.any(String),
  });
  expect(world.migrations.locks.size).toBe(0);
});
