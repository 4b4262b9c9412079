import { describe, expect, test } from '@jest/globals';
import { recoverRounds } from '../../core/risk/recover-rounds.ts';
import { allStates, isCallback } from '../../lib/asl.ts';
import { memoryWorkflows } from '../support/memory/workflows.ts';
import { definition, input, riskReview } from '../support/risk-machine.ts';
import {
  people,
  person,
  requestKey,
  requestText,
  theCycle,
  theException,
  tickSeconds,
  voteNow,
} from '../support/risk-world.ts';

describe('ends by name', () => {
  test.each([
    ['APPROVE', 'Conditional'],
    ['REJECT', 'Rejected'],
  ])('%s → %s', async (choice, ended) => {
    const { world, run } = riskReview();
    const walked = await run({ whileWaiting: async () => void (await voteNow(world, { choice })) });
    expect(walked).toMatchObject({ status: 'SUCCEEDED', ended });
    expect(walked.visited.slice(-5)).toEqual([
      'LoadRoundOutcome',
      'IsDecided',
      'CloseNotices',
      'HowItEnded',
      ended,
    ]);
    expect(await world.reviews.withWorkLeft()).toEqual([]);
  });

  test('nobody decides → Lapsed, after two reminders and fourteen ticks', async () => {
    const { world, run } = riskReview();
    const walked = await run();
    expect(walked).toMatchObject({ status: 'SUCCEEDED', ended: 'Lapsed' });
    const count = (state: string) => walked.visited.filter((visited) => visited === state).length;
    expect([count('OpenRound'), count('SendReminders'), count('LapseRound')]).toEqual([14, 2, 1]);
    expect(world.clock.now().toISOString()).toBe('2026-12-08T08:00:00.000Z');
    expect(world.mailer.sent).toHaveLength(8);
    // AWS ends an execution at 25 000 events of history; a state writes at most seven.
    expect(walked.visited.length * 7).toBeLessThan(2_000);
  });

  test('an incomplete request → Refused, with what to complete', async () => {
    const { world, run } = riskReview({ text: requestText.replace(/^justification:.*$/m, '') });
    expect(await run()).toMatchObject({ ended: 'Refused' });
    expect((await world.cycles.get(theCycle))?.problems).toMatchObject([{ pointer: '/justification' }]);
    expect(world.mailer.sent).toEqual([]);
  });

  test('a seat that nobody can fill → Parked, with who has to mend it', async () => {
    const { world, run } = riskReview();
    await world.stakeholders.replace(people.map((each) => ({ ...each, seats: [] })));
    expect(await run()).toMatchObject({ ended: 'Parked' });
    expect((await world.cycles.get(theCycle))?.problems).toMatchObject([
      { file: 'stakeholders.yaml', message: expect.stringContaining('RISK') },
    ]);
    expect(await world.reviews.list()).toEqual([]);
  });

  test('more people than can be asked → Parked', async () => {
    const { world, run } = riskReview();
    const crowd = Array.from({ length: 40 }, (_, n) => ({
      person: person(`p${n}`),
      name: `P ${n}`,
      mail: `p${n}@bank.test`,
      roles: [],
      seats: ['RISK' as const],
    }));
    await world.stakeholders.replace([...people, ...crowd]);
    expect(await run()).toMatchObject({ ended: 'Parked' });
    expect((await world.cycles.get(theCycle))?.problems[0]?.message).toContain('42 candidates');
  });

  test('a second start while the round is open → AlreadyInReview', async () => {
    const { world, run } = riskReview();
    const ended: string[] = [];
    await run({
      whileWaiting: async () => {
        ended.push((await run({}, 'review-2')).ended);
        await voteNow(world);
      },
    });
    expect(ended).toEqual(['AlreadyInReview']);
    expect(world.mailer.sent).toHaveLength(4);
  });

  test('a start after the end ends the same way and mails nobody again', async () => {
    const { world, run } = riskReview();
    await run({ whileWaiting: async () => void (await voteNow(world)) });
    const mails = world.mailer.sent.length;
    expect(await run({}, 'review-2')).toMatchObject({ ended: 'Conditional' });
    expect(world.mailer.sent).toHaveLength(mails);
  });
});

describe('callbacks', () => {
  test('every-callback-state-has-timeout', () => {
    const callbacks = allStates(definition).filter(([, state]) => isCallback(state));
    expect(callbacks.map(([name]) => name)).toEqual(['OpenRound']);
    for (const [, state] of callbacks) {
      expect(state.TimeoutSeconds).toBe(tickSeconds);
      expect((state.Catch as { ErrorEquals: string[]; Next: string }[])[0]).toMatchObject({
        ErrorEquals: ['States.Timeout'],
        Next: 'Milestone',
      });
    }
  });

  test('callback-body-forged-has-no-effect', async () => {
    const { world, callbacks, run } = riskReview();
    const forged = { exceptionId: theException, round: 1, outcome: 'CONDITIONAL', state: 'CONDITIONAL' };
    let waits = 0;
    const walked = await run({
      whileWaiting: async (_state, token) => {
        if (++waits <= 3) callbacks.complete(token, forged);
        else await voteNow(world, { choice: 'REJECT' });
      },
    });
    // Three forged calls each led back to waiting; what ended the round is what stands in the table.
    expect(walked).toMatchObject({ ended: 'Rejected' });
    expect(waits).toBe(4);
    expect(world.mailer.sent).toHaveLength(4);
  });

  test('vote-then-redrive: a vote whose nudge is lost is found at the next tick', async () => {
    const { world, run } = riskReview();
    const lost = { ...world, completer: { complete: async () => 'STALE' as const } };
    const walked = await run({ whileWaiting: async () => void (await voteNow(lost as never)) });
    expect(walked).toMatchObject({ ended: 'Conditional' });
    expect(walked.visited.filter((state) => state === 'OpenRound')).toHaveLength(1);
    expect(walked.visited).toContain('WhichMilestone');
  });

  test('payloads carry ids, keys and counts only', async () => {
    const { world, functions, run } = riskReview();
    const payloads: string[] = [];
    const watched = Object.fromEntries(
      Object.entries(functions).map(([state, call]) => [
        state,
        async (payload: never) => {
          const answer = await call(payload);
          payloads.push(JSON.stringify([payload, answer]));
          return answer;
        },
      ]),
    );
    await run({ functions: watched, whileWaiting: async () => void (await voteNow(world)) });
    for (const payload of payloads) {
      expect(payload.length).toBeLessThan(1_000);
      expect(payload).not.toMatch(/@bank\.test|rita|h2h-files service|controls hold|\/r\//);
    }
  });
});

test('an execution that dies mid-round is taken over by the sweep: no mail twice, the vote still ends it', async () => {
  const { world, functions, run } = riskReview();
  class Killed extends Error {}
  const killed = run({
    functions,
    whileWaiting: async () => {
      throw new Killed('The service restarted.');
    },
  });
  await expect(killed).rejects.toThrow(Killed);
  const workflows = memoryWorkflows();
  await recoverRounds({ ...world, workflows, executions: { isRunning: async () => false } });
  const [started] = workflows.started;
  expect(started?.input).toEqual(input);
  const walked = await run({ whileWaiting: async () => void (await voteNow(world)) }, started?.name);
  expect(walked).toMatchObject({ status: 'SUCCEEDED', ended: 'Conditional' });
  expect(world.mailer.sent).toHaveLength(4);
});

test('a changed request hands the round over: the old execution ends, the new one asks again', async () => {
  const { world, run } = riskReview();
  const ended: string[] = [];
  const first = await run({
    whileWaiting: async () => {
      if (ended.length > 0) return;
      world.files[requestKey] = requestText.replace('yearly', 'monthly');
      const second = await run(
        { whileWaiting: async () => void (await voteNow(world, { round: 2 })) },
        'review-2',
      );
      ended.push(second.ended);
    },
  });
  expect(ended).toEqual(['Conditional']);
  expect(first.ended).toBe('Conditional');
  const { review: decided } = (await world.reviews.read(theException)) ?? {};
  expect(decided).toMatchObject({ round: 2, state: 'CONDITIONAL' });
});
