import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/restore-traffic.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('points the base path and the catalogue back; twice is once', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'VerifyMigration');
  const record = await world.catalogue.get(ids.apiId);
  if (record?.gateway)
    await world.catalogue.put({ ...record, gateway: { ...record.gateway, gatewayId: 'target1' } });
  expect(await run(event, world.ports)).toEqual({ undone: true });
  expect(await run(event, world.ports)).toEqual({ undone: false });
  expect(world.gateway.mappings.get('api.demo-bank.test/accounts')).toEqual({
    gatewayId: 'source1',
    stage: 'prod',
  });
  expect((await world.catalogue.get(ids.apiId))?.gateway?.gatewayId).toBe('source1');
});

test('has nothing to do before there was a snapshot', async () => {
  const world = await migrationWorld();
  expect(await run(await reach(world, 'TakeSnapshot'), world.ports)).toEqual({ undone: false });
});
