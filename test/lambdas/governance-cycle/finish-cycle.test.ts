import { expect, test } from '@jest/globals';
import { cycleId } from '../../../core/identifiers.ts';
import { run } from '../../../lambdas/governance-cycle/finish-cycle.ts';
import { run as recordFailure } from '../../../lambdas/governance-cycle/record-failure.ts';
import { fixedClock } from '../../support/memory/clock.ts';
import { memoryCycles } from '../../support/memory/cycles.ts';
import { memoryGatewayChanges } from '../../support/memory/gateway-changes.ts';
import { memoryWorkflows } from '../../support/memory/workflows.ts';

const id = cycleId('cycle-1');

const started = async () => {
  const cycles = memoryCycles();
  await cycles.start({
    cycleId: id,
    trigger: 'person',
    state: 'RUNNING',
    startedAt: '2026-11-24T10:00:00.000Z',
    counts: {},
    problems: [],
  });
  return {
    cycles,
    changes: memoryGatewayChanges(),
    workflows: memoryWorkflows(),
    clock: fixedClock('2026-11-24T10:05:00.000Z'),
  };
};

test('closes the cycle with its time', async () => {
  const ports = await started();
  await run({ cycleId: id }, ports);
  expect(await ports.cycles.get(id)).toMatchObject({
    state: 'FINISHED',
    finishedAt: '2026-11-24T10:05:00.000Z',
  });
});

test('a cycle ends once: a late failure does not overwrite a finished cycle, nor a retry its time', async () => {
  const ports = await started();
  await run({ cycleId: id }, ports);
  ports.clock.advance(60);
  await run({ cycleId: id }, ports);
  await recordFailure({ cycleId: id }, ports);
  expect(await ports.cycles.get(id)).toMatchObject({
    state: 'FINISHED',
    finishedAt: '2026-11-24T10:05:00.000Z',
  });
});

test('what was changed while the cycle ran is answered by one more', async () => {
  const ports = await started();
  const change = { account: '111122223333', region: 'eu-central-1', gatewayId: 'a1b2c3' };
  await ports.changes.record({ ...change, at: '2026-11-24T10:02:00.000Z' });
  expect(await run({ cycleId: id }, ports)).toEqual({ cycleId: id, followedUp: true });
  expect(await run({ cycleId: id }, ports)).toMatchObject({ followedUp: true });
  expect(ports.workflows.started).toEqual([
    expect.objectContaining({ machine: 'governance-cycle', name: 'after-cycle-1' }),
  ]);
});

test('without changes no further cycle starts', async () => {
  const ports = await started();
  expect(await run({ cycleId: id }, ports)).toEqual({ cycleId: id, followedUp: false });
});
