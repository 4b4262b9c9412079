import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/take-snapshot.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('keeps the source once: a repeated step does not take the switched state for the original', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'TakeSnapshot');
  expect(await run(event, world.ports)).toEqual({ outcome: 'DONE' });
  const kept = world.documents.bodies.get('migrations/m-1/snapshot.json');
  world.gateway.mappings.set('api.demo-bank.test/accounts', { gatewayId: 'source1', stage: 'other' });
  expect(await run(event, world.ports)).toEqual({ outcome: 'DONE' });
  expect(world.documents.bodies.get('migrations/m-1/snapshot.json')).toBe(kept);
  expect((await world.migrations.get(ids.migrationId))?.source).toEqual({
    gatewayId: 'source1',
    stage: 'prod',
    domainName: 'api.demo-bank.test',
    basePath: 'accounts',
  });
});
