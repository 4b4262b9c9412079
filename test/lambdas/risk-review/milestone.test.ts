import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/risk-review/milestone.ts';
import { riskWorld, subject, withOpenRound } from '../../support/risk-world.ts';

test('answers with what the hour asks for', async () => {
  const world = riskWorld();
  const { review } = await withOpenRound(world);
  const event = input.parse(subject());
  expect(await run(event, world)).toEqual({ outcome: 'WAIT' });
  world.clock.set(review.lapseAt);
  expect(await run(event, world)).toEqual({ outcome: 'LAPSE' });
});
