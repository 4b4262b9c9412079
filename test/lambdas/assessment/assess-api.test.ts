import { expect, test } from '@jest/globals';
import { apiId } from '../../../core/identifiers.ts';
import type { AssessmentResult } from '../../../core/posture/assessment.ts';
import { ApiNotInCatalogue } from '../../../core/posture/cycle-assessment.ts';
import { input, run } from '../../../lambdas/assessment/assess-api.ts';
import { assessmentWorld, cycle, keys } from '../../support/assessment-world.ts';

const assess = async (id: string, world?: Awaited<ReturnType<typeof assessmentWorld>>) => {
  const used = world ?? (await assessmentWorld());
  const answer = await run({ cycleId: cycle, apiId: id }, used);
  return { answer, world: used, stored: await used.documents.getJson<AssessmentResult>(keys.assessment(id)) };
};

test('judges what discovery stored, and keeps it with the cycle and as the newest', async () => {
  const { answer, world, stored } = await assess('payments-1');
  expect(answer).toEqual({ apiId: 'payments-1', counts: stored.counts });
  expect(stored.counts).toMatchObject({ pass: 11, unknown: 0, fail: 0 });
  expect((await world.catalogue.results(apiId('payments-1'))).assessment).toEqual(stored);
});

test("the account's limits come from discovery; without them the throttle is unknown", async () => {
  const world = await assessmentWorld();
  world.documents.bodies.delete(
    [...world.documents.bodies.keys()].find((key) => key.includes('/gateway-account/')) ?? '',
  );
  const { stored } = await assess('payments-1', world);
  expect(stored.results.find(({ checkId }) => checkId === 'TRAF-01')).toMatchObject({ status: 'UNKNOWN' });
});

test('an API of the gateway that this cycle could not read is unknown, whatever an older cycle read', async () => {
  const { stored } = await assess('cards-1');
  expect(stored.counts).toMatchObject({ unknown: 11, notApplicable: 0 });
});

test('an API on no gateway is not applicable, and its owner is judged', async () => {
  const { stored } = await assess('h2h-files-1');
  expect(stored.counts).toMatchObject({ pass: 1, notApplicable: 11, unknown: 0 });
});

test('twice is once', async () => {
  const world = await assessmentWorld();
  const first = await assess('payments-1', world);
  expect((await assess('payments-1', world)).stored).toEqual(first.stored);
});

test('an API that left the catalogue is said, and an event without one is refused', async () => {
  await expect(assess('gone-1')).rejects.toThrow(ApiNotInCatalogue);
  expect(input.safeParse({ cycleId: cycle }).success).toBe(false);
});
