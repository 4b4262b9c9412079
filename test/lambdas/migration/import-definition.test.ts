import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/import-definition.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('imports, makes models exact and lets them hold for every content type; twice is once', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ImportDefinition');
  await run(event, world.ports);
  const once = structuredClone(world.gateway.apis.get('target1')?.definition);
  await run(event, world.ports);
  expect(world.gateway.apis.get('target1')?.definition).toEqual(once);
  expect(once?.operations.find(({ method }) => method === 'POST')?.requestModels).toEqual({
    'application/json': 'NewTransfer',
    $default: 'NewTransfer',
  });
});

test('a warning is a refusal of the document', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'ImportDefinition');
  world.gateway.importRefusal = 'Warnings found during import';
  expect(await run(event, world.ports)).toEqual({ outcome: 'FAILED' });
  expect((await world.migrations.get(ids.migrationId))?.failure).toContain('Warnings found during import');
});
