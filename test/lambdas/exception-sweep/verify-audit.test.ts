import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/exception-sweep/verify-audit.ts';
import { riskWorld, withOpenRound } from '../../support/risk-world.ts';

test('counts what it verified', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  expect(await run(input.parse({}), world)).toEqual({ outcome: 'INTACT', verified: 1, events: 1 });
});
