import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/risk-review/park-for-admin.ts';
import { riskWorld, theCycle, theException, withOpenRound } from '../../support/risk-world.ts';

test.each([
  [{ outcome: 'UNFILLABLE', empty: ['RISK'] }, /RISK/],
  [{ outcome: 'UNFILLABLE', candidates: 50 }, /50 candidates/],
])('%j becomes a problem of the cycle', async (seats, message) => {
  const world = riskWorld();
  await withOpenRound(world);
  await run(input.parse({ exceptionId: theException, cycleId: theCycle, seats }), world);
  const [problem] = (await world.cycles.get(theCycle))?.problems ?? [];
  expect(problem?.message).toMatch(message);
  expect(problem?.fix).toMatch(/Give/);
});
