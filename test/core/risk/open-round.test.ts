import { describe, expect, test } from '@jest/globals';
import { loadCase } from '../../../core/risk/load-case.ts';
import { NobodyNotified } from '../../../core/risk/notify.ts';
import { openRound, SeatsChanged } from '../../../core/risk/open-round.ts';
import { tasksFor } from '../../../core/risk/tasks.ts';
import {
  people,
  person,
  type RiskWorld,
  requestKey,
  requestText,
  riskWorld,
  subject,
  theException,
  voteNow,
  withOpenRound,
} from '../../support/risk-world.ts';

const again = async (world: RiskWorld, token: string, execution = 'review-1') => {
  const stored = await world.reviews.read(theException);
  return openRound(
    { ...subject(execution), dossierKey: stored?.review.dossierKey ?? '', basis: stored?.basis ?? '', token },
    world,
  );
};

describe('opening', () => {
  test('makes the review, a task and one mail for each candidate, and an audit event', async () => {
    const world = riskWorld();
    const stored = await withOpenRound(world);
    expect(stored.review).toMatchObject({
      state: 'IN_REVIEW',
      round: 1,
      tier: 'MEDIUM',
      apiName: 'h2h-files',
    });
    expect(stored).toMatchObject({ version: 1, holder: 'review-1', remindersSent: 0 });
    expect(stored.nextActionAt).toBe(stored.remindAt[0]);
    expect(world.mailer.sent.map(({ to }) => to).sort()).toEqual(['rita@bank.test', 'sven@bank.test']);
    expect(new Set(Object.values(stored.links)).size).toBe(2);
    for (const candidate of ['rita', 'sven'])
      expect(await tasksFor(person(candidate), world)).toMatchObject([
        { exceptionId: theException, seat: 'RISK', dueAt: stored.review.lapseAt },
      ]);
    expect(await tasksFor(person('olga'), world)).toEqual([]);
    expect(await world.trail.read(theException)).toMatchObject([{ kind: 'ROUND_OPENED', seq: 1 }]);
  });

  test('registers the token before the first mail goes out (T2)', async () => {
    const world = riskWorld();
    const seen: (string | undefined)[] = [];
    const send = world.mailer.send;
    world.mailer.send = async (mail) => {
      seen.push(await world.tokens.read(theException, 1));
      return send(mail);
    };
    await withOpenRound(world);
    expect(seen).toEqual(['token-1', 'token-1']);
  });

  test('stops when nobody can fill the seat any more', async () => {
    const world = riskWorld();
    await world.stakeholders.replace(
      people.filter(({ person: known }) => known !== person('rita') && known !== person('sven')),
    );
    await expect(withOpenRound(world)).rejects.toThrow(SeatsChanged);
    expect(await world.reviews.read(theException)).toBeUndefined();
  });
});

describe('running again', () => {
  test('replaces the token and keeps everything else (T3)', async () => {
    const world = riskWorld();
    const before = await withOpenRound(world);
    expect(await again(world, 'token-2')).toEqual({ state: 'WAITING', sent: 0, failed: 0 });
    expect(await world.tokens.read(theException, 1)).toBe('token-2');
    expect(await world.reviews.read(theException)).toEqual(before);
    expect(world.mailer.sent).toHaveLength(2);
  });

  test('vote-during-token-rotation: a vote that nudged the old token completes the new one (T4)', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    world.completer.closed.add('token-1');
    // The vote lands after the first read and before the registration.
    const store = world.tokens.store;
    const rotating = {
      ...world,
      tokens: {
        ...world.tokens,
        store: async (token: Parameters<typeof store>[0]) => {
          await voteNow(world);
          return store(token);
        },
      },
    };
    expect(await again(rotating as RiskWorld, 'token-2')).toMatchObject({ state: 'COMPLETED' });
    expect(world.completer.completed).toMatchObject([{ token: 'token-2' }]);
  });

  test('vote-then-redrive: a decided round completes at once and mails nobody', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    await voteNow(world);
    expect(await again(world, 'token-2')).toEqual({ state: 'COMPLETED', sent: 0, failed: 0 });
    expect(world.completer.completed.map(({ token }) => token)).toEqual(['token-1', 'token-2']);
    expect(world.mailer.sent).toHaveLength(2);
  });

  test('another execution does not take the token', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    expect(await again(world, 'token-9', 'review-2')).toMatchObject({ state: 'COMPLETED' });
    expect(await world.tokens.read(theException, 1)).toBe('token-1');
    expect(world.completer.completed).toMatchObject([{ token: 'token-9' }]);
  });
});

describe('a changed request', () => {
  test('opens the next round: votes of the old one are refused, its tasks go, its links stay readable', async () => {
    const world = riskWorld();
    const first = await withOpenRound(world);
    world.files[requestKey] = requestText.replace('yearly', 'monthly');
    const loaded = await loadCase(subject('review-2'), world);
    if (loaded.outcome !== 'READY') throw new Error(loaded.outcome);
    const { dossierKey, basis } = loaded;
    await openRound({ ...subject('review-2'), dossierKey, basis, token: 'token-2' }, world);
    const second = await world.reviews.read(theException);
    expect(second).toMatchObject({
      holder: 'review-2',
      version: 2,
      review: { round: 2, state: 'IN_REVIEW' },
    });
    expect(second?.auditHead.seq).toBe(2);
    expect(await voteNow(world, { dossierHash: first.review.dossierHash })).toMatchObject({
      reason: 'ROUND_CLOSED',
    });
    expect(await tasksFor(person('rita'), world)).toMatchObject([{ round: 2 }]);
    const oldLink = first.links[person('rita')];
    expect(oldLink && (await world.reviews.link(oldLink))).toMatchObject({ round: 1 });
    expect(world.mailer.sent).toHaveLength(4);
    expect((await voteNow(world, { round: 2 })).kind).toBe('RECORDED');
  });
});

describe('mail that fails', () => {
  test('for one does not keep the other from theirs, and is tried again', async () => {
    const world = riskWorld();
    world.mailer.broken.add('rita@bank.test');
    await withOpenRound(world);
    expect(world.mailer.sent.map(({ to }) => to)).toEqual(['sven@bank.test']);
    expect(await again(world, 'token-2')).toEqual({ state: 'WAITING', sent: 0, failed: 1 });
    world.mailer.broken.clear();
    expect(await again(world, 'token-3')).toEqual({ state: 'WAITING', sent: 1, failed: 0 });
    expect(world.mailer.sent).toHaveLength(2);
  });

  test('for everybody stops the round, which is open all the same', async () => {
    const world = riskWorld();
    for (const { mail } of people) world.mailer.broken.add(mail);
    await expect(withOpenRound(world)).rejects.toThrow(NobodyNotified);
    expect((await world.reviews.read(theException))?.review.state).toBe('IN_REVIEW');
    expect((await voteNow(world)).kind).toBe('RECORDED');
  });

  test('says no address in what it reports', async () => {
    const world = riskWorld();
    world.mailer.broken.add('rita@bank.test');
    await withOpenRound(world);
    expect(world.warnings).toMatchObject([{ message: 'review-mail-failed' }]);
    expect(JSON.stringify(world.warnings)).not.toMatch(/@|rita/);
  });
});

test('two executions that start at once open one round, and one of them carries it', async () => {
  const world = riskWorld();
  await Promise.all([
    withOpenRound(world, 'review-1', 'token-1'),
    withOpenRound(world, 'review-2', 'token-2'),
  ]);
  const stored = await world.reviews.read(theException);
  const winner = stored?.holder === 'review-1' ? 'token-1' : 'token-2';
  expect(await world.tokens.read(theException, 1)).toBe(winner);
  expect(world.completer.completed.map(({ token }) => token)).toEqual([
    winner === 'token-1' ? 'token-2' : 'token-1',
  ]);
  expect(world.mailer.sent).toHaveLength(2);
});
