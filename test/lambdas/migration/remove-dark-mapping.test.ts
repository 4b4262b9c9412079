import { expect, test } from '@jest/globals';
import { darkBasePath } from '../../../core/migration/keys.ts';
import { run } from '../../../lambdas/migration/remove-dark-mapping.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('takes the base path for probes away; twice is once', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ProbeDark');
  const dark = darkBasePath({ domainName: 'api.demo-bank.test', basePath: 'accounts' }, ids.migrationId);
  await world.gateway.writer.putMapping(dark, { gatewayId: 'target1', stage: 'live' });
  expect(await run(event, world.ports)).toEqual({ undone: true });
  expect(await run(event, world.ports)).toEqual({ undone: false });
  expect([...world.gateway.mappings.keys()]).toEqual(['api.demo-bank.test/accounts']);
});
