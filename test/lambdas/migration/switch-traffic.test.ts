import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/switch-traffic.ts';
import { migrationWorld, reach } from '../../support/migration-world.ts';

test('points the public base path at the target; twice is once', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'SwitchTraffic');
  for (const _ of [1, 2]) {
    expect(await run(event, world.ports)).toEqual({ outcome: 'DONE' });
    expect(world.gateway.mappings.get('api.demo-bank.test/accounts')).toEqual({
      gatewayId: 'target1',
      stage: 'live',
    });
  }
});

test('leaves a mapping alone that somebody changed', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'SwitchTraffic');
  world.gateway.mappings.set('api.demo-bank.test/accounts', { gatewayId: 'other', stage: 'x' });
  expect(await run(event, world.ports)).toEqual({ outcome: 'FAILED' });
  expect(world.gateway.mappings.get('api.demo-bank.test/accounts')).toEqual({
    gatewayId: 'other',
    stage: 'x',
  });
});
