import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/probe-source.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('shows the open API as it is, once', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ProbeSource');
  expect(await run(event, world.ports)).toEqual({ outcome: 'DONE' });
  const { probesBefore = [] } = (await world.migrations.get(ids.migrationId)) ?? {};
  expect(probesBefore.find(({ probeId }) => probeId === 'P2')).toMatchObject({
    outcome: 'failed',
    observed: '200 from the backend',
  });
  const sent = world.prober.sent.length;
  await run(event, world.ports);
  expect(world.prober.sent.length).toBe(sent);
});
