import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/verify-migration.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('ends the migration proven, and tells the catalogue', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'VerifyMigration');
  expect(await run(event, world.ports)).toEqual({ outcome: 'DONE' });
  expect(await run(event, world.ports)).toEqual({ outcome: 'DONE' });
  expect((await world.migrations.get(ids.migrationId))?.state).toBe('VERIFIED');
  expect((await world.catalogue.get(ids.apiId))?.gateway).toMatchObject({
    gatewayId: 'target1',
    stages: ['live'],
  });
});

test('without proof the migration goes on running, for its compensations', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'VerifyMigration');
  world.gateway.mappings.set('api.demo-bank.test/accounts', { gatewayId: 'source1', stage: 'prod' });
  expect(await run(event, world.ports)).toEqual({ outcome: 'FAILED' });
  expect(await world.migrations.get(ids.migrationId)).toMatchObject({
    state: 'RUNNING',
    failure: expect.stringContaining('P2'),
  });
  expect((await world.catalogue.get(ids.apiId))?.gateway?.gatewayId).toBe('source1');
});
