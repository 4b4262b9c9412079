import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/attestation/plan-questions.ts';
import { owned, sourced } from '../../support/attestation-world.ts';
import { campaignWorld } from '../../support/campaign-world.ts';

test('stores one list a person, and asks nobody twice however often it runs', async () => {
  const world = campaignWorld();
  const first = await run(input.parse({}), world);
  expect(first).toEqual({ people: 1, questions: 8, waiting: 0, unowned: 0, attestedByEvidence: 2 });
  expect(await run({}, world)).toMatchObject({ questions: 0 });
  const [list, ...others] = [...world.attestations.lists.values()];
  expect(others).toEqual([]);
  expect(list).toMatchObject({ week: '2026-W48', state: 'OPEN', version: 1 });
  expect(list?.listId).toMatch(/^att-2026-W48-[0-9a-f]{12}-1$/);
});

test('what is more than a week allows waits, and comes in the next', async () => {
  const world = campaignWorld(Array.from({ length: 6 }, (_, n) => owned(`api${n}`)));
  expect(await run({}, world)).toMatchObject({ questions: 15, waiting: 9 });
  world.clock.advance(7 * 86_400);
  expect(await run({}, world)).toMatchObject({ questions: 0, waiting: 9 });
});

test('what nobody answers for is recorded, and is gone when somebody does', async () => {
  const world = campaignWorld([owned('pay', { owner: sourced('gone@bank.test') })]);
  await run({}, world);
  expect(await world.attestations.unowned()).toMatchObject([{ apiName: 'pay', reason: 'LEFT' }]);
  await world.catalogue.put(owned('pay'));
  await run({}, world);
  expect(await world.attestations.unowned()).toEqual([]);
});
