import { describe, expect, test } from '@jest/globals';
import { answersOf, saveAnswer } from '../../core/attestation/answering.ts';
import { closeAttestation } from '../../core/attestation/close-attestation.ts';
import * as followUp from '../../lambdas/attestation/follow-up.ts';
import * as planQuestions from '../../lambdas/attestation/plan-questions.ts';
import * as sendQuestions from '../../lambdas/attestation/send-questions.ts';
import { loadDefinition } from '../../lib/asl.ts';
import { walk } from '../support/asl-walk.ts';
import { register, who } from '../support/attestation-world.ts';
import { type CampaignWorld, campaignWorld } from '../support/campaign-world.ts';

const definition = loadDefinition('attestation', 5);
const functionsOf = (world: CampaignWorld) => ({
  FollowUp: () => followUp.run({}, world),
  PlanQuestions: () => planQuestions.run({}, world),
  SendQuestions: () => sendQuestions.run({}, world),
});
const runDay = (world: CampaignWorld, change: object = {}) =>
  walk(definition, {}, { functions: { ...functionsOf(world), ...change }, clock: world.clock });

/** Runs the machine on each of so many days. @returns the last run */
const runDays = async (world: CampaignWorld, days: number) => {
  let last = await runDay(world);
  for (let day = 1; day < days; day++) {
    world.clock.advance(86_400);
    last = await runDay(world);
  }
  return last;
};

const mails = (world: CampaignWorld) =>
  world.mailer.sent.map(({ to, subject }) => `${to} ${subject.split(' · ')[0]}`);

describe('the daily attestation', () => {
  test('asks the owner once, in one mail with one link and no value of any fact', async () => {
    const world = campaignWorld();
    expect(await runDay(world)).toMatchObject({
      status: 'SUCCEEDED',
      ended: 'Asked',
      output: {
        plan: { value: { people: 1, questions: 8, waiting: 0 } },
        sent: { value: { sent: 1, failed: 0 } },
      },
    });
    await runDay(world);
    expect(mails(world)).toEqual(['ada@bank.test Please confirm what the catalogue says of your APIs']);
    const [mail] = world.mailer.sent;
    expect(mail?.text.match(/https?:\/\/\S+/g)).toEqual(['https://portal.bank.test/attestations']);
    expect(mail?.text).toContain('APIs: loans, pay.');
    expect(`${mail?.text} ${mail?.html}`).not.toMatch(/confidential|for partners|img|http:/);
  });

  test('reminds, tells the manager, then says unowned: silence confirms nothing', async () => {
    const world = campaignWorld();
    await runDays(world, 17);
    expect(mails(world).slice(0, 3)).toEqual([
      'ada@bank.test Please confirm what the catalogue says of your APIs',
      'ada@bank.test Reminder: questions about your APIs',
      'max@bank.test Questions to Ada Doe are unanswered',
    ]);
    expect((await world.attestations.unowned()).map(({ apiName, reason }) => [apiName, reason])).toEqual([
      ['loans', 'NO_ANSWER'],
      ['pay', 'NO_ANSWER'],
    ]);
    expect(await world.attestations.answers()).toEqual([]);
    expect(world.attestations.facts).toMatchObject([{ kind: 'ATTESTATION_LAPSED', actor: 'gatehouse' }]);
    // Now somebody who stands in is asked, and no more the owner.
    const open = [...world.attestations.lists.values()].filter(({ state }) => state === 'OPEN');
    expect(new Set(open.map(({ person }) => person))).not.toContain(who('ada'));
    expect(open.length).toBeGreaterThan(0);
  });

  test('answers end it: nothing is asked again, and the API is owned', async () => {
    const world = campaignWorld();
    await runDay(world);
    const [list] = await world.attestations.openLists(who('ada'));
    if (!list) throw new Error('Ada was asked nothing.');
    const now = world.clock.now();
    const answered = list.questions.reduce(
      (at, { questionId }) => saveAnswer(at, questionId, { kind: 'confirm' }, { now, shownAt: now }),
      list,
    );
    await world.attestations.save(list, { ...answered, version: list.version });
    await closeAttestation(
      { ...answered, version: list.version },
      'SUBMITTED',
      who('ada'),
      now,
      world.attestations,
    );
    expect(answersOf({ ...answered, closedAt: now.toISOString() })).toHaveLength(8);
    world.clock.advance(86_400);
    expect(await runDay(world)).toMatchObject({ output: { plan: { value: { questions: 0, unowned: 0 } } } });
    expect(world.mailer.sent).toHaveLength(1);
  });

  test('of somebody who left: the list lapses at once and somebody who stands in is asked the same day', async () => {
    const world = campaignWorld();
    await runDay(world);
    await world.stakeholders.replace(register.filter(({ person }) => person !== who('ada')));
    expect(await runDay(world)).toMatchObject({ output: { followUp: { value: { lapsed: 1 } } } });
    expect((await world.attestations.unowned()).map(({ reason }) => reason)).toEqual(['LEFT', 'LEFT']);
    const open = [...world.attestations.lists.values()].filter(({ state }) => state === 'OPEN');
    expect(open.flatMap(({ questions }) => questions)).toHaveLength(8);
  });

  test('a mail that fails is counted and goes out tomorrow; the log holds no address', async () => {
    const world = campaignWorld();
    world.mailer.broken.add('ada@bank.test');
    expect(await runDay(world)).toMatchObject({
      status: 'SUCCEEDED',
      output: { sent: { value: { sent: 0, failed: 1 } } },
    });
    expect(JSON.stringify(world.warnings)).not.toContain('@');
    world.mailer.broken.clear();
    world.clock.advance(86_400);
    expect(await runDay(world)).toMatchObject({ output: { sent: { value: { sent: 1 } } } });
  });
});

describe('failures', () => {
  test.each(['FollowUp', 'PlanQuestions', 'SendQuestions'])(
    '%s throws → AttestationFailed by name',
    async (state) => {
      const failing = async () => {
        throw new Error('An adapter failed.');
      };
      expect(await runDay(campaignWorld(), { [state]: failing })).toMatchObject({
        status: 'FAILED',
        ended: 'AttestationFailed',
        error: 'AttestationFailed',
      });
    },
  );
});
