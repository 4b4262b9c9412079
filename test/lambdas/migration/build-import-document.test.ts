import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/migration/build-import-document.ts';
import { migrationWorld, reach } from '../../support/migration-world.ts';

test('writes document, models, report and probe plan; the same bytes each time', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'BuildImportDocument');
  await run(event, world.ports);
  const first = new Map(world.documents.bodies);
  await run(event, world.ports);
  expect([...world.documents.bodies.keys()].sort()).toEqual(
    ['import', 'models', 'probe-plan', 'report', 'snapshot'].map((name) => `migrations/m-1/${name}.json`),
  );
  expect(world.documents.bodies).toEqual(first);
});

test('refuses a document that cannot be converted whole, and keeps its report', async () => {
  const world = await migrationWorld('openapi: 3.0.0\npaths: { /a~b: { get: {} } }');
  const event = await reach(world, 'BuildImportDocument');
  expect(await run(event, world.ports)).toEqual({ outcome: 'REFUSED' });
  expect(await world.documents.getJson('migrations/m-1/report.json')).toMatchObject({ convertible: false });
  expect(world.documents.bodies.has('migrations/m-1/import.json')).toBe(false);
});
