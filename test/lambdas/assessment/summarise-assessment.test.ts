import { expect, test } from '@jest/globals';
import { run as assess } from '../../../lambdas/assessment/assess-api.ts';
import { run as plan } from '../../../lambdas/assessment/plan-assessment.ts';
import { run } from '../../../lambdas/assessment/summarise-assessment.ts';
import { assessmentWorld, cycle } from '../../support/assessment-world.ts';

const assessed = async (...ids: string[]) => {
  const world = await assessmentWorld();
  await plan({ cycleId: cycle }, world);
  for (const apiId of ids) await assess({ cycleId: cycle, apiId }, world);
  return world;
};

test('adds up by status into the cycle', async () => {
  const world = await assessed('payments-1', 'cards-1', 'h2h-files-1');
  const { counts } = await run({ cycleId: cycle }, world);
  expect(counts).toEqual({
    apisAssessed: 3,
    apisNotAssessed: 0,
    checksPassed: 13,
    checksFailed: 0,
    checksUnknown: 11,
    checksNotApplicable: 12,
    checksCapabilityGap: 0,
  });
  expect(await world.cycles.get(cycle)).toMatchObject({ counts, problems: [] });
});

test('an API without a result is named, not left out of the sum', async () => {
  const world = await assessed('payments-1', 'h2h-files-1');
  expect((await run({ cycleId: cycle }, world)).counts).toMatchObject({
    apisAssessed: 2,
    apisNotAssessed: 1,
  });
  expect((await world.cycles.get(cycle))?.problems).toMatchObject([
    { message: 'cards-1 could not be assessed.' },
  ]);
});
