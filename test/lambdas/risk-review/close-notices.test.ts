import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/risk-review/close-notices.ts';
import { riskWorld, subject, voteNow, withOpenRound } from '../../support/risk-world.ts';

test('counts whom it told', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  await voteNow(world);
  expect(await run(input.parse(subject()), world)).toEqual({ sent: 2, failed: 0 });
});
