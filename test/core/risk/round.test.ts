import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SeatState } from '../../../core/risk/review.ts';
import { milestone, nextMilestoneAt, outcomeOf, roundTimes } from '../../../core/risk/round.ts';
import { person } from '../../support/risk-world.ts';

const start = new Date('2026-11-24T08:00:00.000Z');
const farAway = '2099-12-31';

const schedules = fc
  .record({
    tickSeconds: fc.integer({ min: 1, max: 86_400 }),
    lapseAfterTicks: fc.integer({ min: 1, max: 60 }),
    remindAfterTicks: fc.array(fc.integer({ min: 1, max: 59 }), { maxLength: 5 }),
  })
  .map(({ tickSeconds, lapseAfterTicks, remindAfterTicks }) => ({
    tickSeconds,
    milestones: {
      lapseAfterTicks,
      remindAfterTicks: remindAfterTicks.filter((ticks) => ticks < lapseAfterTicks),
    },
  }));

/** How the machine ticks: it looks, waits one tick (and a little, never less), looks again. */
const runs = fc.tuple(
  schedules,
  fc.array(fc.double({ min: 0, max: 0.9, noNaN: true }), { minLength: 70, maxLength: 70 }),
);

describe('tick-remind-escalate-lapse-schedule', () => {
  test('each reminder once and in order, then one lapse, never before its time', () => {
    fc.assert(
      fc.property(runs, ([{ tickSeconds, milestones }, delays]) => {
        const times = roundTimes(start, tickSeconds, milestones, farAway);
        let now = start;
        let remindersSent = 0;
        let reminded = 0;
        let lapsed = false;
        for (const delay of delays) {
          now = new Date(now.getTime() + tickSeconds * 1000 * (1 + delay));
          const found = milestone({ ...times, remindersSent }, now);
          if (found.kind === 'LAPSE') {
            lapsed = true;
            break;
          }
          expect(now.getTime()).toBeLessThan(new Date(times.lapseAt).getTime());
          if (found.kind === 'REMIND') {
            expect(found.remindersSent).toBeGreaterThan(remindersSent);
            expect(now.toISOString() >= (times.remindAt[found.remindersSent - 1] ?? '')).toBe(true);
            remindersSent = found.remindersSent;
            reminded++;
          }
        }
        // 60 ticks are the longest round; every wait is a tick or longer.
        expect(lapsed).toBe(true);
        expect(reminded).toBeLessThanOrEqual(times.remindAt.length);
      }),
    );
  });

  test('is the same milestone however often it is looked at', () => {
    fc.assert(
      fc.property(schedules, fc.nat(), fc.nat({ max: 5 }), ({ tickSeconds, milestones }, seconds, sent) => {
        const times = { ...roundTimes(start, tickSeconds, milestones, farAway), remindersSent: sent };
        const now = new Date(start.getTime() + seconds * 1000);
        expect(milestone(times, now)).toEqual(milestone(times, now));
        // Once over it stays over.
        if (milestone(times, now).kind === 'LAPSE')
          expect(milestone(times, new Date(now.getTime() + 1)).kind).toBe('LAPSE');
      }),
    );
  });

  test('something is to be done exactly from the next milestone on', () => {
    fc.assert(
      fc.property(schedules, ({ tickSeconds, milestones }) => {
        const times = roundTimes(start, tickSeconds, milestones, farAway);
        for (let remindersSent = 0; remindersSent <= times.remindAt.length; remindersSent++) {
          const round = { ...times, remindersSent };
          const at = new Date(nextMilestoneAt(round));
          expect(milestone(round, new Date(at.getTime() - 1)).kind).toBe('WAIT');
          expect(milestone(round, at).kind).not.toBe('WAIT');
        }
      }),
    );
  });
});

test('the policy counts in ticks of the deployment', () => {
  const milestones = { remindAfterTicks: [7, 3], lapseAfterTicks: 14 };
  expect(roundTimes(start, 86_400, milestones, farAway)).toEqual({
    openedAt: '2026-11-24T08:00:00.000Z',
    remindAt: ['2026-11-27T08:00:00.000Z', '2026-12-01T08:00:00.000Z'],
    lapseAt: '2026-12-08T08:00:00.000Z',
  });
  expect(roundTimes(start, 5, milestones, farAway).lapseAt).toBe('2026-11-24T08:01:10.000Z');
});

test('reminders missed while nothing ran are one reminder', () => {
  const times = roundTimes(start, 86_400, { remindAfterTicks: [3, 7], lapseAfterTicks: 14 }, farAway);
  expect(milestone({ ...times, remindersSent: 0 }, new Date('2026-12-02T00:00:00Z'))).toEqual({
    kind: 'REMIND',
    remindersSent: 2,
  });
});

test('a round never outlasts the date it is requested for, and does not remind after it', () => {
  const milestones = { remindAfterTicks: [1, 3], lapseAfterTicks: 14 };
  expect(roundTimes(start, 86_400, milestones, '2026-11-26')).toEqual({
    openedAt: '2026-11-24T08:00:00.000Z',
    remindAt: ['2026-11-25T08:00:00.000Z'],
    lapseAt: '2026-11-26T23:59:59.000Z',
  });
});

describe('quorum', () => {
  const names = ['RISK', 'SECURITY', 'HEAD_OF_RISK', 'DATA_PROTECTION'] as const;
  const seat = (index: number, choice: 'APPROVE' | 'REJECT' | undefined): SeatState => {
    const name = names[index] ?? 'RISK';
    if (!choice) return { seat: name, state: 'OPEN', candidates: [person('rita')] };
    const vote = {
      seat: name,
      choice,
      person: person('rita'),
      personName: 'Rita',
      rationale: '',
      dossierHash: 'h',
      round: 1,
      at: opened(index),
      receipt: 'r',
    };
    return { seat: name, state: 'DECIDED', candidates: [person('rita')], vote };
  };
  const opened = (index: number) => new Date(start.getTime() + index).toISOString();
  const votes = fc.array(fc.constantFrom('APPROVE' as const, 'REJECT' as const, undefined), {
    minLength: 1,
    maxLength: 4,
  });

  test('quorum-order-independent', () => {
    fc.assert(
      fc.property(
        votes.chain((choices) =>
          fc.tuple(
            fc.constant(choices),
            fc.shuffledSubarray([...choices.keys()], { minLength: choices.length }),
          ),
        ),
        ([choices, order]) => {
          const seats = choices.map((choice, index) => seat(index, choice));
          const reordered = order.map((index) => seats[index] as SeatState);
          expect(outcomeOf(reordered)).toBe(outcomeOf(seats));
        },
      ),
    );
  });

  test('one rejection ends the round; an approval needs every seat', () => {
    fc.assert(
      fc.property(votes, (choices) => {
        const expected = choices.includes('REJECT')
          ? 'REJECTED'
          : choices.includes(undefined)
            ? 'OPEN'
            : 'APPROVED';
        expect(outcomeOf(choices.map((choice, index) => seat(index, choice)))).toBe(expected);
      }),
    );
  });
});
