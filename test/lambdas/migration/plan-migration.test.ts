import { expect, test } from '@jest/globals';
import type { MigrationPlan } from '../../../core/migration/plan.ts';
import { run } from '../../../lambdas/migration/plan-migration.ts';
import { ids, migrationWorld, reach } from '../../support/migration-world.ts';

test('lists what callers will notice, the cut-off traffic first, under one hash', async () => {
  const world = await migrationWorld();
  const event = await reach(world, 'PlanMigration');
  await run(event, world.ports);
  const plan = await world.documents.getJson<MigrationPlan>('migrations/m-1/plan.json');
  expect(plan.risk).toBe('HIGH');
  expect(plan.cutOff).toEqual([
    { method: 'GET', template: '/accounts/internal/export', requests: 40, principals: 2 },
  ]);
  expect(
    plan.changes.every(
      (change) => change.authentication.strength === 'stronger' && change.servedBy === 'ANY /{proxy+}',
    ),
  ).toBe(true);
  const { planHash } = (await world.migrations.get(ids.migrationId)) ?? {};
  await run(event, world.ports);
  expect((await world.migrations.get(ids.migrationId))?.planHash).toBe(planHash);
});
