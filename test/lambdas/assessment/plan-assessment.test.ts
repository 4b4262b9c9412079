import { expect, test } from '@jest/globals';
import { run } from '../../../lambdas/assessment/plan-assessment.ts';
import { assessmentWorld, cycle, keys } from '../../support/assessment-world.ts';
import { memoryCatalogue } from '../../support/memory/catalogue.ts';

test('plans every API of the catalogue, those on no gateway too', async () => {
  const world = await assessmentWorld();
  expect(await run({ cycleId: cycle }, world)).toEqual({ batchesKey: keys.assessBatches, apis: 3 });
  expect(await world.documents.getJson(keys.assessBatches)).toEqual(
    ['payments-1', 'cards-1', 'h2h-files-1'].map((apiId) => ({ cycleId: cycle, apiId })),
  );
});

test('an empty catalogue is an empty plan', async () => {
  const world = { ...(await assessmentWorld()), catalogue: memoryCatalogue() };
  expect(await run({ cycleId: cycle }, world)).toMatchObject({ apis: 0 });
});
