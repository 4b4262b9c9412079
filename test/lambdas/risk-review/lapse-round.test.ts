import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/risk-review/lapse-round.ts';
import { riskWorld, subject, voteNow, withOpenRound } from '../../support/risk-world.ts';

test('says whether the round lapsed or was decided first', async () => {
  const world = riskWorld();
  const { review } = await withOpenRound(world);
  await voteNow(world);
  world.clock.set(review.lapseAt);
  expect(await run(input.parse(subject()), world)).toEqual({ lapsed: false });
});
