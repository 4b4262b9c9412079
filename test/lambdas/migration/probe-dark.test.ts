import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/probe-dark.ts';
import { migrationWorld, reach } from '../../support/migration-world.ts';

test('proves the target through a base path of its own, and takes it away again', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ProbeDark');
  const before = world.prober.sent.length;
  expect(await run(event, world.ports)).toEqual({ outcome: 'DONE' });
  const hosts = new Set(
    world.prober.sent.slice(before).map(({ url }) => url.split('/').slice(2, 4).join('/')),
  );
  expect([...hosts].sort()).toEqual([
    expect.stringMatching(/^api\.demo-bank\.test\/accounts-dark-[0-9a-f]{8}$/),
    'target1.execute-api.us-east-1.amazonaws.com/live',
  ]);
  expect([...world.gateway.mappings.keys()]).toEqual(['api.demo-bank.test/accounts']);
});

test('a target that lets callers through without a token is not proven', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ProbeDark');
  for (const { definition } of world.gateway.apis.get('target1')?.deployments ?? [])
    for (const operation of definition.operations) Object.assign(operation, { authorizationType: 'NONE' });
  expect(await run(event, world.ports)).toEqual({ outcome: 'FAILED' });
});
