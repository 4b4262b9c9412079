import { expect, test } from '@jest/globals';
import { run as plan } from '../../../lambdas/attestation/plan-questions.ts';
import { input, run } from '../../../lambdas/attestation/send-questions.ts';
import { owned, sourced } from '../../support/attestation-world.ts';
import { campaignWorld } from '../../support/campaign-world.ts';

test('one mail a person and week, also when more is asked later in the week', async () => {
  const world = campaignWorld([owned('pay')]);
  await plan({}, world);
  expect(await run(input.parse({}), world)).toEqual({ sent: 1, failed: 0 });
  await world.catalogue.put(owned('loans'));
  world.clock.advance(86_400);
  expect(await plan({}, world)).toMatchObject({ questions: 4 });
  expect(await run({}, world)).toEqual({ sent: 0, failed: 0 });
});

test('nobody is mailed who is asked nothing or has left', async () => {
  const world = campaignWorld([owned('pay', { owner: sourced('cards-team') })]);
  await plan({}, world);
  await world.stakeholders.replace([]);
  expect(await run({}, world)).toEqual({ sent: 0, failed: 0 });
  expect(world.mailer.sent).toEqual([]);
});
