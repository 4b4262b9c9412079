import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/delete-target.ts';
import { migrationWorld, reach } from '../../support/migration-world.ts';

test('deletes the target and nothing else; twice is once', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ImportDefinition');
  expect(await run(event, world.ports)).toEqual({ undone: true });
  expect(await run(event, world.ports)).toEqual({ undone: false });
  expect([...world.gateway.apis.keys()]).toEqual(['source1']);
});

test('a target that does not go away is an error, so that the machine tries again', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ImportDefinition');
  const writer = { ...world.gateway.writer, deleteTarget: async () => {} };
  await expect(run(event, { ...world.ports, writer })).rejects.toThrow('still there');
});
