import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/risk-review/send-reminders.ts';
import { riskWorld, subject, withOpenRound } from '../../support/risk-world.ts';

test('counts whom it reminded', async () => {
  const world = riskWorld();
  const { remindAt } = await withOpenRound(world);
  world.clock.set(remindAt[0] ?? '');
  expect(await run(input.parse(subject()), world)).toEqual({ sent: 2, failed: 0 });
});
