import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/read-back.ts';
import { migrationWorld, reach } from '../../support/migration-world.ts';

test('agrees with what was imported', async () => {
  const world = await migrationWorld();
  expect(await run(await reach(world, 'ReadBack'), world.ports)).toEqual({ outcome: 'DONE' });
});

test('notices a model that is not the exact one, and an endpoint that is open', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ReadBack');
  const target = world.gateway.apis.get('target1');
  if (!target) throw new Error('no target');
  target.definition.models.NewTransfer = { type: 'object' };
  target.definition = { ...target.definition, disableExecuteApiEndpoint: false };
  target.endpointType = 'EDGE';
  expect(await run(event, world.ports)).toEqual({ outcome: 'FAILED' });
  expect(
    (await world.documents.getJson<{ problems: string[] }>('migrations/m-1/read-back.json')).problems,
  ).toEqual([
    'model NewTransfer is not the exact one',
    'the endpoint type is EDGE, not REGIONAL',
    'the default endpoint is open',
  ]);
});
