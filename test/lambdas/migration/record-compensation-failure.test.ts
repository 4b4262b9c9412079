import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/record-compensation-failure.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('ends the migration as half undone and keeps the API locked', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ImportDefinition');
  expect(await run(event, world.ports)).toEqual({ state: 'COMPENSATION_FAILED' });
  expect(world.migrations.locks.get(ids.apiId)).toBe(ids.migrationId);
});

test('an execution that was taken over says nothing about its successor', async () => {
  const world = await migrationWorld();
  const stale = await reach(world, 'TakeSnapshot');
  await reach(world, 'TakeSnapshot');
  await expect(run(stale, world.ports)).rejects.toThrow('no longer this execution');
});
