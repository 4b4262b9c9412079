import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/attestation/follow-up.ts';
import { run as plan } from '../../../lambdas/attestation/plan-questions.ts';
import { register, stakeholder, who } from '../../support/attestation-world.ts';
import { campaignWorld } from '../../support/campaign-world.ts';

const asked = async () => {
  const world = campaignWorld();
  await plan({}, world);
  return world;
};
const nothing = { reminded: 0, escalated: 0, lapsed: 0, failed: 0 };

test.each([
  [4.9, nothing],
  [5, { ...nothing, reminded: 1 }],
  [9.9, { ...nothing, reminded: 1 }],
  [10, { ...nothing, escalated: 1 }],
  [14.9, { ...nothing, escalated: 1 }],
  [15, { ...nothing, lapsed: 1 }],
])('after %d days', async (days, expected) => {
  const world = await asked();
  world.clock.advance(days * 86_400);
  expect(await run(input.parse({}), world)).toEqual(expected);
});

test('each step is taken once', async () => {
  const world = await asked();
  for (const days of [5, 1, 4, 1]) {
    world.clock.advance(days * 86_400);
    await run({}, world);
    await run({}, world);
  }
  expect(world.mailer.sent.map(({ to }) => to)).toEqual(['ada@bank.test', 'max@bank.test']);
});

test('without a manager somebody who stands in is told, and never the silent person', async () => {
  const world = await asked();
  await world.stakeholders.replace(
    register.map((one) =>
      one.person === who('ada') ? stakeholder('ada', ['enterprise-architecture']) : one,
    ),
  );
  world.clock.advance(10 * 86_400);
  await run({}, world);
  expect(world.mailer.sent.map(({ to }) => to)).toEqual(['eve@bank.test']);
});

test('who leaves without a manager or a stand-in is followed up by nobody, and the list still lapses', async () => {
  const world = await asked();
  await world.stakeholders.replace([]);
  expect(await run({}, world)).toEqual({ ...nothing, lapsed: 1 });
});
