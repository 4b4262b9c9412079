import { expect, test } from '@jest/globals';
import * as deployDark from '../../../lambdas/migration/deploy-dark.ts';
import { run } from '../../../lambdas/migration/remove-stage.ts';
import { migrationWorld, reach } from '../../support/migration-world.ts';

test('takes the stage away when there is one', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'DeployDark');
  expect(await run(event, world.ports)).toEqual({ undone: false });
  await deployDark.run(event, world.ports);
  expect(await run(event, world.ports)).toEqual({ undone: true });
  expect(world.gateway.apis.get('target1')?.stages.size).toBe(0);
});
