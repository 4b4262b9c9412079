import { describe, expect, test } from '@jest/globals';
import { riskReview } from '../support/risk-machine.ts';
import { people, requestKey, theCycle } from '../support/risk-world.ts';

describe('what fails', () => {
  test('notify-lambda-throws-fails-round-not-hangs, on AWS: the task fails at once', async () => {
    const { world, run } = riskReview();
    for (const { mail } of people) world.mailer.broken.add(mail);
    const walked = await run();
    expect(walked).toMatchObject({ status: 'FAILED', ended: 'ReviewFailed', error: 'ReviewFailed' });
    expect((await world.cycles.get(theCycle))?.problems).toMatchObject([{ file: requestKey }]);
    // The round is a row: it is open, takes votes, and the sweep finds it.
    expect(await world.reviews.withWorkLeft()).toHaveLength(1);
  });

  test('notify-lambda-throws-fails-round-not-hangs, where the throw is swallowed: ticks go on to the lapse', async () => {
    const { world, functions, run } = riskReview();
    for (const { mail } of people) world.mailer.broken.add(mail);
    const swallowed = {
      ...functions,
      OpenRound: (payload: never) => functions.OpenRound(payload).catch(() => undefined),
    };
    const walked = await run({ functions: swallowed });
    expect(walked.visited).toContain('LapseRound');
    // Nobody was ever asked, so nobody is told; the reminders failed too and did not stop the round.
    expect(walked.ended).toBe('Lapsed');
    expect(world.mailer.sent).toEqual([]);
  });

  test.each([
    'LoadCase',
    'ResolveSeats',
    'OpenRound',
    'LoadRoundOutcome',
    'Milestone',
    'LapseRound',
    'CloseNotices',
  ])('%s throws → ReviewFailed, and the failure is written down', async (state) => {
    const { world, functions, run } = riskReview();
    const failing = async () => {
      throw new Error('An adapter failed.');
    };
    const walked = await run({ functions: { ...functions, [state]: failing } });
    expect(walked).toMatchObject({ status: 'FAILED', ended: 'ReviewFailed' });
    expect((await world.cycles.get(theCycle))?.problems).toMatchObject([
      { fix: expect.stringContaining('sweep') },
    ]);
  });

  test('even the record of the failure failing ends the machine', async () => {
    const { functions, run } = riskReview();
    const failing = async () => {
      throw new Error('The table is gone.');
    };
    const walked = await run({ functions: { ...functions, LoadCase: failing, RecordFailure: failing } });
    expect(walked).toMatchObject({ status: 'FAILED', ended: 'ReviewFailed' });
  });
});
