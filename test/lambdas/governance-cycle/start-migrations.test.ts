import { expect, test } from '@jest/globals';
import { migrationIdFor, resumedExecutionName } from '../../../core/migration/migration-id.ts';
import { run } from '../../../lambdas/governance-cycle/start-migrations.ts';
import { cycle, governanceWorld, record, triaged } from '../../support/governance-world.ts';

const accounts = record('accounts');
const id = migrationIdFor(accounts.apiId, cycle);

const world = async () => {
  const made = await governanceWorld([accounts, record('payments')]);
  await made.catalogue.putTriage(triaged(accounts, 'migrate'));
  return made;
};

const running = async (made: Awaited<ReturnType<typeof world>>) =>
  made.migrations.lock({
    migrationId: id,
    apiId: accounts.apiId,
    apiName: 'accounts',
    cycleId: cycle,
    state: 'RUNNING',
    source: { gatewayId: 'a', stage: 'live' },
    steps: [],
    probesBefore: [],
    probesAfter: [],
    startedAt: '2026-11-24T10:00:00.000Z',
  });

test('starts a migration for what triage says, and for nothing else', async () => {
  const made = await world();
  expect(await run({ cycleId: cycle }, made)).toEqual({ started: 1, resumed: 0 });
  expect(made.workflows.started).toEqual([
    { machine: 'migration', name: id, input: { migrationId: id, apiId: accounts.apiId, cycleId: cycle } },
  ]);
});

test('one that runs is left alone', async () => {
  const made = await world();
  await run({ cycleId: cycle }, made);
  await running(made);
  expect(await run({ cycleId: cycle }, made)).toEqual({ started: 0, resumed: 0 });
  expect(made.workflows.started).toHaveLength(1);
});

test('one whose execution was lost is taken up again under another name', async () => {
  const made = await world();
  await running(made);
  expect(await run({ cycleId: cycle }, made)).toEqual({ started: 0, resumed: 1 });
  expect(made.workflows.started[0]).toMatchObject({
    name: resumedExecutionName(id, cycle),
    input: { migrationId: id },
  });
});

test('names stay within the 80 characters that Step Functions allows', () => {
  const long = 'a'.repeat(60) as typeof accounts.apiId;
  expect(
    resumedExecutionName(migrationIdFor(long, 'c'.repeat(60)), 'c'.repeat(60)).length,
  ).toBeLessThanOrEqual(80);
});
