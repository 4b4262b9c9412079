import { expect, test } from '@jest/globals';
import { policyEffects } from '../../../core/migration/harden/resource-policy.ts';
import { run } from '../../../lambdas/migration/create-target.ts';
import { ids, migrationWorld, policy, reach } from '../../support/migration-world.ts';

test('creates one closed target however often it is asked', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'CreateTarget');
  await run(event, world.ports);
  await run(event, world.ports);
  const target = world.gateway.apis.get('target1');
  expect([...world.gateway.apis.keys()]).toEqual(['source1', 'target1']);
  expect(policyEffects(target?.policy)).toEqual(['Deny']);
  expect((await world.migrations.get(ids.migrationId))?.target).toEqual({
    gatewayId: 'target1',
    stage: policy.stage.name,
  });
});

test('does not build upon a target of another plan', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'CreateTarget');
  await run(event, world.ports);
  await world.migrations.change(event.migrationId, event.fence, (migration) => ({
    ...migration,
    planHash: 'another',
  }));
  expect(await run(event, world.ports)).toEqual({ outcome: 'FAILED' });
});
