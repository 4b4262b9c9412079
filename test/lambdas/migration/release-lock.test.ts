import { expect, test } from '@jest/globals';
import { migrationId } from '../../../core/identifiers.ts';
import * as lockApi from '../../../lambdas/migration/lock-api.ts';
import { run } from '../../../lambdas/migration/release-lock.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('lets another migration of the API begin', async () => {
  const world = await migrationWorld();
  await run(await reach(world, 'TakeSnapshot'), world.ports);
  const other = { ...ids, migrationId: migrationId('m-2') };
  expect(await lockApi.run(other, world.ports)).toMatchObject({ outcome: 'LOCKED' });
});
