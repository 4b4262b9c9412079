import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/risk-review/load-round-outcome.ts';
import { riskWorld, subject, voteNow, withOpenRound } from '../../support/risk-world.ts';

test('answers with what the table says', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  const event = input.parse(subject());
  expect(await run(event, world)).toEqual({ outcome: 'OPEN' });
  await voteNow(world);
  expect(await run(event, world)).toEqual({ outcome: 'CONDITIONAL' });
});

test('takes nothing from the event but whose round it is', () => {
  expect(input.parse({ ...subject(), outcome: 'CONDITIONAL' })).not.toHaveProperty('outcome');
});
