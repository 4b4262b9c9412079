import { expect, test } from '@jest/globals';
import { migrationId } from '../../../core/identifiers.ts';
import { input, run } from '../../../lambdas/migration/lock-api.ts';
import { ids, migrationWorld } from '../../support/migration-world.ts';

test('reserves the API, again for the same migration, and not for another', async () => {
  const { ports } = await migrationWorld();
  expect(await run(ids, ports)).toEqual({ outcome: 'LOCKED', fence: 1 });
  expect(await run(ids, ports)).toEqual({ outcome: 'LOCKED', fence: 2 });
  const other = migrationId('m-2');
  expect(await run({ ...ids, migrationId: other }, ports)).toEqual({ outcome: 'REFUSED', fence: 0 });
  expect(await ports.migrations.get(other)).toMatchObject({
    state: 'REFUSED',
    failure: expect.stringContaining('m-1 holds the API'),
  });
});

test('takes only ids that can be part of a key', () => {
  expect(input.safeParse(ids).success).toBe(true);
  expect(input.safeParse({ ...ids, migrationId: '../snapshot' }).success).toBe(false);
});
