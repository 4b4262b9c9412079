import { expect, test } from '@jest/globals';
import { policyEffects } from '../../../core/migration/harden/resource-policy.ts';
import { run } from '../../../lambdas/migration/deploy-dark.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('deploys closed, then open, and not again', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'DeployDark');
  await run(event, world.ports);
  await run(event, world.ports);
  const target = world.gateway.apis.get('target1');
  expect(target?.deployments.map(({ policy }) => policyEffects(policy))).toEqual([['Deny'], ['Allow']]);
  expect(target?.stages.get('live')).toMatchObject({
    deploymentId: target?.deployments[1]?.id,
    settings: { loggingLevel: 'ERROR' },
  });
  expect((await world.migrations.get(ids.migrationId))?.target?.deploymentId).toBe(
    target?.deployments[1]?.id,
  );
  expect([...world.gateway.mappings.values()].map(({ gatewayId }) => gatewayId)).toEqual(['source1']);
});
