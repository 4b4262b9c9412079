import { expect, test } from '@jest/globals';
import { cycleId } from '../../../core/identifiers.ts';
import { run } from '../../../lambdas/governance-cycle/record-failure.ts';
import { fixedClock } from '../../support/memory/clock.ts';
import { memoryCycles } from '../../support/memory/cycles.ts';

test('a failed cycle is never taken for a whole one', async () => {
  const cycles = memoryCycles();
  await cycles.start({
    cycleId: cycleId('cycle-1'),
    trigger: 'schedule',
    state: 'RUNNING',
    startedAt: '2026-11-24T01:00:00.000Z',
    counts: {},
    problems: [],
  });
  await cycles.record(cycleId('cycle-1'), 'WriteCatalogue', { apis: 7 });
  await run({ cycleId: 'cycle-1' }, { cycles, clock: fixedClock('2026-11-24T01:04:00.000Z') });
  expect(await cycles.get(cycleId('cycle-1'))).toMatchObject({
    state: 'FAILED',
    finishedAt: '2026-11-24T01:04:00.000Z',
    counts: { apis: 7 },
  });
});
