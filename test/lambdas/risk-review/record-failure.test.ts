import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/risk-review/record-failure.ts';
import {
  requestKey,
  riskWorld,
  subject,
  theCycle,
  theException,
  withOpenRound,
} from '../../support/risk-world.ts';

test('writes with the cycle what stopped and what goes on', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  await run(input.parse(subject()), world);
  expect((await world.cycles.get(theCycle))?.problems).toMatchObject([
    {
      file: requestKey,
      message: expect.stringContaining(theException),
      fix: expect.stringContaining('sweep'),
    },
  ]);
});
