import { describe, expect, test } from '@jest/globals';
import {
  closeNotices,
  lapseRound,
  NoSuchReview,
  roundMilestone,
  roundOutcome,
  sendReminders,
} from '../../../core/risk/round-progress.ts';
import { tasksFor } from '../../../core/risk/tasks.ts';
import {
  people,
  person,
  riskWorld,
  subject,
  theException,
  voteNow,
  withOpenRound,
} from '../../support/risk-world.ts';

const opened = async () => {
  const world = riskWorld();
  return { world, stored: await withOpenRound(world) };
};

describe('outcome', () => {
  test('comes from the table', async () => {
    const { world } = await opened();
    expect(await roundOutcome(subject(), world)).toBe('OPEN');
    await voteNow(world, { choice: 'REJECT' });
    expect(await roundOutcome(subject(), world)).toBe('REJECTED');
  });

  test('an execution that lost the round is told so', async () => {
    const { world } = await opened();
    expect(await roundOutcome(subject('review-2'), world)).toBe('HANDED_OVER');
    expect(await roundMilestone(subject('review-2'), world)).toBe('HANDED_OVER');
  });

  test('a closed review may be read by any execution', async () => {
    const { world } = await opened();
    await voteNow(world);
    expect(await roundOutcome(subject('review-2'), world)).toBe('HANDED_OVER');
    await closeNotices(subject(), world);
    expect(await roundOutcome(subject('review-2'), world)).toBe('CONDITIONAL');
  });

  test('of a review that was never opened is a fault', async () => {
    await expect(roundOutcome(subject(), riskWorld())).rejects.toThrow(NoSuchReview);
  });
});

describe('milestones', () => {
  test('wait, remind, wait, remind, wait, lapse', async () => {
    const { world } = await opened();
    const seen: string[] = [];
    for (let tick = 1; tick <= 14; tick++) {
      world.clock.advance(86_400);
      const found = await roundMilestone(subject(), world);
      seen.push(found);
      if (found === 'REMIND') await sendReminders(subject(), world);
    }
    expect(seen.map((each, tick) => (each === 'WAIT' ? '' : `${tick + 1}:${each}`)).filter(Boolean)).toEqual([
      '3:REMIND',
      '7:REMIND',
      '14:LAPSE',
    ]);
  });

  test('a decision whose nudge was lost is found', async () => {
    const { world } = await opened();
    world.completer.closed.add('token-1');
    await voteNow(world);
    world.clock.advance(86_400);
    expect(await roundMilestone(subject(), world)).toBe('DECIDED');
  });
});

describe('reminders', () => {
  test('go to every candidate once a milestone', async () => {
    const { world, stored } = await opened();
    world.clock.advance(3 * 86_400);
    expect(await sendReminders(subject(), world)).toEqual({ sent: 2, failed: 0 });
    expect(await sendReminders(subject(), world)).toEqual({ sent: 0, failed: 0 });
    const after = await world.reviews.read(theException);
    expect(after).toMatchObject({ remindersSent: 1, version: 2, nextActionAt: stored.remindAt[1] });
    world.clock.advance(4 * 86_400);
    expect(await sendReminders(subject(), world)).toEqual({ sent: 2, failed: 0 });
    expect((await world.reviews.read(theException))?.nextActionAt).toBe(stored.review.lapseAt);
    expect(world.mailer.sent.filter(({ subject: title }) => title.startsWith('Reminder'))).toHaveLength(4);
  });

  test('carry the same link as the first mail', async () => {
    const { world } = await opened();
    world.clock.advance(3 * 86_400);
    await sendReminders(subject(), world);
    const links = world.mailer.sent
      .filter(({ to }) => to === 'rita@bank.test')
      .map(({ text }) => /https:\S+/.exec(text)?.[0]);
    expect(links).toHaveLength(2);
    expect(new Set(links).size).toBe(1);
  });

  test('are not sent for a round that is decided', async () => {
    const { world } = await opened();
    await voteNow(world);
    world.clock.advance(3 * 86_400);
    expect(await sendReminders(subject(), world)).toEqual({ sent: 0, failed: 0 });
  });
});

describe('lapse', () => {
  test('closes the round without a decision, never before its time', async () => {
    const { world, stored } = await opened();
    expect(await lapseRound(subject(), world)).toEqual({ lapsed: false });
    world.clock.set(stored.review.lapseAt);
    expect(await lapseRound(subject(), world)).toEqual({ lapsed: true });
    expect(await lapseRound(subject(), world)).toEqual({ lapsed: false });
    expect((await world.reviews.read(theException))?.review).toMatchObject({
      state: 'LAPSED',
      seats: [{ state: 'CANCELLED' }],
    });
    expect(await world.trail.read(theException)).toMatchObject([
      {},
      { kind: 'ROUND_LAPSED', actor: 'gatehouse' },
    ]);
    expect(await tasksFor(person('rita'), world)).toEqual([]);
    expect(await voteNow(world)).toMatchObject({ kind: 'REFUSED', reason: 'LAPSED' });
  });
});

describe('close', () => {
  test('tells everybody who was asked, once, and ends the work on the review', async () => {
    const { world } = await opened();
    await voteNow(world);
    expect(await closeNotices(subject(), world)).toEqual({ sent: 2, failed: 0 });
    expect(await closeNotices(subject(), world)).toEqual({ sent: 0, failed: 0 });
    const closing = world.mailer.sent.slice(2);
    expect(closing.map(({ subject: title }) => title.split(':')[0])).toEqual(['Decided', 'Decided']);
    expect(await world.reviews.withWorkLeft()).toEqual([]);
    expect(await world.reviews.list()).toHaveLength(1);
  });

  test('says that a round lapsed', async () => {
    const { world, stored } = await opened();
    world.clock.set(stored.review.lapseAt);
    await lapseRound(subject(), world);
    await closeNotices(subject(), world);
    expect(world.mailer.sent.at(-1)?.subject).toMatch(/^Lapsed/);
  });

  test('does not mail who was never asked', async () => {
    const world = riskWorld();
    world.mailer.broken.add('rita@bank.test');
    await withOpenRound(world);
    world.mailer.broken.clear();
    await voteNow(world, { by: 'sven' });
    expect(await closeNotices(subject(), world)).toEqual({ sent: 1, failed: 0 });
  });

  test('somebody who left the register meanwhile does not keep the review open', async () => {
    const { world } = await opened();
    await voteNow(world, { by: 'sven' });
    await world.stakeholders.replace(people.filter((each) => each.person !== person('rita')));
    expect(await closeNotices(subject(), world)).toEqual({ sent: 1, failed: 1 });
    expect((await world.reviews.read(theException))?.closedAt).toBeDefined();
  });

  test('leaves an open round alone', async () => {
    const { world, stored } = await opened();
    expect(await closeNotices(subject(), world)).toEqual({ sent: 0, failed: 0 });
    expect(await world.reviews.read(theException)).toEqual(stored);
  });
});
