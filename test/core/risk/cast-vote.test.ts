import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verify } from '../../../core/audit/chain.ts';
import type { VoteResult } from '../../../core/risk/review.ts';
import { ReviewBusy } from '../../../core/risk/review-busy.ts';
import { lapseRound } from '../../../core/risk/round-progress.ts';
import { tasksFor } from '../../../core/risk/tasks.ts';
import {
  person,
  type RiskWorld,
  riskWorld,
  subject,
  theException,
  voteNow,
  withOpenRound,
} from '../../support/risk-world.ts';

const ledgerOf = async (world: RiskWorld) => {
  const stored = await world.reviews.read(theException);
  const events = await world.trail.read(theException);
  return { stored, events, intact: stored && verify(theException, events, stored.auditHead).intact };
};

describe('one vote', () => {
  test('is recorded with its audit event, ends the task of everybody, and wakes the machine', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    expect(await tasksFor(person('sven'), world)).toHaveLength(1);
    world.clock.advance(60);
    const result = await voteNow(world);
    expect(result).toMatchObject({ kind: 'RECORDED', vote: { choice: 'APPROVE', personName: 'rita Doe' } });
    expect(result).not.toHaveProperty('vote.authTime');
    const { events, intact } = await ledgerOf(world);
    expect(events.map(({ kind }) => kind)).toEqual(['ROUND_OPENED', 'VOTE_RECORDED']);
    expect(intact).toBe(true);
    for (const candidate of ['rita', 'sven']) expect(await tasksFor(person(candidate), world)).toEqual([]);
    expect(world.completer.completed).toEqual([{ token: 'token-1', exceptionId: theException, round: 1 }]);
  });

  test('double-post-same-receipt', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    const first = await voteNow(world);
    world.clock.advance(5);
    const second = await voteNow(world, { rationale: 'Sent again by an impatient browser.' });
    expect(second).toEqual({ kind: 'REPEATED', vote: (first as { vote: unknown }).vote });
    expect((await ledgerOf(world)).events).toHaveLength(2);
  });

  test('double-post-different-409-shows-recorded', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    await voteNow(world);
    const second = await voteNow(world, { choice: 'REJECT' });
    expect(second).toMatchObject({
      kind: 'DECIDED_BEFORE',
      vote: { choice: 'APPROVE', person: person('rita') },
    });
    expect((await ledgerOf(world)).stored?.review.state).toBe('CONDITIONAL');
  });

  test('a refused vote writes nothing and wakes nobody', async () => {
    const world = riskWorld();
    const before = await withOpenRound(world);
    for (const change of [
      { by: 'olga' },
      { by: 'nora' },
      { choice: 'MAYBE' },
      { dossierHash: 'x' },
      { rationale: '' },
    ])
      expect((await voteNow(world, change)).kind).toBe('REFUSED');
    expect(await world.reviews.read(theException)).toEqual(before);
    expect(world.completer.completed).toEqual([]);
  });
});

describe('races', () => {
  /** A store whose operations run in the order that the scheduler picks. */
  const scheduled = async (scheduler: fc.Scheduler, act: (world: RiskWorld) => Promise<unknown>[]) => {
    let ordered = false;
    const world = riskWorld({
      gate: () => (ordered ? scheduler.schedule(Promise.resolve()) : Promise.resolve()),
    });
    await withOpenRound(world);
    ordered = true;
    const acts = Promise.all(act(world));
    await scheduler.waitFor(acts);
    ordered = false;
    return { world, results: await acts };
  };

  test('two opposite votes at once: one is recorded, the other learns who decided and when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, results } = await scheduled(scheduler, (each) => [
          voteNow(each, { by: 'rita', choice: 'APPROVE' }),
          voteNow(each, { by: 'sven', choice: 'REJECT' }),
        ]);
        const votes = results as VoteResult[];
        const winner = votes.find(({ kind }) => kind === 'RECORDED');
        const loser = votes.find(({ kind }) => kind === 'DECIDED_BEFORE');
        if (winner?.kind !== 'RECORDED' || loser?.kind !== 'DECIDED_BEFORE')
          throw new Error(JSON.stringify(votes));
        expect(loser.vote).toEqual(winner.vote);
        const { stored, events, intact } = await ledgerOf(world);
        expect(stored?.review.state).toBe(winner.vote.choice === 'APPROVE' ? 'CONDITIONAL' : 'REJECTED');
        expect(events).toHaveLength(2);
        expect(intact).toBe(true);
        expect(world.votes.size).toBe(1);
        expect(world.completer.completed).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  test('the same vote ten times at once has one receipt', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { results } = await scheduled(scheduler, (world) =>
          Array.from({ length: 10 }, () => voteNow(world)),
        );
        const votes = results as Extract<VoteResult, { vote: unknown }>[];
        expect(votes.filter(({ kind }) => kind === 'RECORDED')).toHaveLength(1);
        expect(votes.filter(({ kind }) => kind === 'REPEATED')).toHaveLength(9);
        expect(new Set(votes.map(({ vote }) => vote.receipt)).size).toBe(1);
      }),
      { numRuns: 30 },
    );
  });

  test('lapse-vs-vote-race-one-winner', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, results } = await scheduled(scheduler, (each) => {
          const lapseAt = String([...each.events.values()][0]?.payload.lapseAt);
          // The voter's clock reads the last moment, the machine's the first one after it.
          each.clock.set(new Date(new Date(lapseAt).getTime() - 1).toISOString());
          const late = { ...each, clock: { now: () => new Date(lapseAt) } };
          return [voteNow(each), lapseRound(subject(), late)];
        });
        const [vote, lapse] = results as [VoteResult, { lapsed: boolean }];
        const { stored, events, intact } = await ledgerOf(world);
        expect(intact).toBe(true);
        expect(events).toHaveLength(2);
        if (vote.kind === 'RECORDED') {
          expect(lapse.lapsed).toBe(false);
          expect(stored?.review.state).toBe('CONDITIONAL');
        } else {
          expect(vote).toMatchObject({ kind: 'REFUSED', reason: 'LAPSED' });
          expect(lapse.lapsed).toBe(true);
          expect(stored?.review.state).toBe('LAPSED');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a store that refuses for ever is given up, with nothing recorded', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    const refusing = { ...world, reviews: { ...world.reviews, recordVote: async () => 'CONFLICT' as const } };
    await expect(voteNow(refusing)).rejects.toThrow(ReviewBusy);
    expect(world.votes.size).toBe(0);
  });
});

describe('the nudge', () => {
  test('late-callback-is-stale-not-error: a closed task does not undo the vote', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    world.completer.closed.add('token-1');
    expect((await voteNow(world)).kind).toBe('RECORDED');
    expect(world.warnings).toEqual([
      { message: 'round-completion-stale', details: { exceptionId: theException, round: 1 } },
    ]);
  });

  test('a service that fails does not undo the vote, and is reported', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    const failing = {
      ...world,
      completer: {
        complete: async () => {
          throw Object.assign(new Error('secret-token'), { name: 'ThrottlingException' });
        },
      },
    };
    expect((await voteNow(failing as never)).kind).toBe('RECORDED');
    expect(world.warnings).toMatchObject([
      { message: 'round-completion-failed', details: { error: 'ThrottlingException' } },
    ]);
    expect(JSON.stringify(world.warnings)).not.toContain('secret-token');
  });
});
