import { describe, expect, test } from '@jest/globals';
import { recoverRounds } from '../../../core/risk/recover-rounds.ts';
import { closeNotices, roundMilestone, roundOutcome } from '../../../core/risk/round-progress.ts';
import { LedgerBusy, verifyLedgers } from '../../../core/risk/verify-ledgers.ts';
import { memoryWorkflows } from '../../support/memory/workflows.ts';
import {
  requestKey,
  riskWorld,
  subject,
  theCycle,
  theException,
  voteNow,
  withOpenRound,
} from '../../support/risk-world.ts';

const opened = async (running: boolean) => {
  const world = riskWorld();
  const stored = await withOpenRound(world);
  const workflows = memoryWorkflows();
  const executions = { isRunning: async (name: string) => running && name === 'review-1' };
  return { world, stored, workflows, ports: { ...world, workflows, executions } };
};

describe('recover rounds', () => {
  test('leaves alone what runs and is on time', async () => {
    const { ports, workflows, stored, world } = await opened(true);
    expect(await recoverRounds(ports)).toEqual({ open: 1, recovered: 0 });
    expect(workflows.started).toEqual([]);
    expect(await world.reviews.read(theException)).toEqual(stored);
  });

  test('starts again what nothing carries, under a name that follows from the stored state', async () => {
    const { ports, workflows, world } = await opened(false);
    expect(await recoverRounds(ports)).toEqual({ open: 1, recovered: 1 });
    expect(workflows.started).toEqual([
      {
        machine: 'risk-review',
        name: `review-${theException}-v2`,
        input: { exceptionId: theException, requestKey, cycleId: theCycle },
      },
    ]);
    expect((await world.reviews.read(theException))?.holder).toBe(`review-${theException}-v2`);
  });

  test('takes over what is overdue by more than a tick, and the old execution steps back', async () => {
    const { ports, world, stored } = await opened(true);
    world.clock.set(stored.nextActionAt);
    world.clock.advance(86_400);
    expect((await recoverRounds(ports)).recovered).toBe(0);
    world.clock.advance(1);
    expect((await recoverRounds(ports)).recovered).toBe(1);
    expect(await roundMilestone(subject('review-1'), world)).toBe('HANDED_OVER');
    expect(await roundOutcome(subject('review-1'), world)).toBe('HANDED_OVER');
  });

  test('brings a decided review to its end whose execution died before telling anybody', async () => {
    const { ports, world } = await opened(false);
    await voteNow(world);
    expect((await recoverRounds(ports)).recovered).toBe(1);
    await closeNotices(subject(`review-${theException}-v3`), world);
    expect(await recoverRounds(ports)).toEqual({ open: 0, recovered: 0 });
  });

  test('two sweeps at once start it once', async () => {
    const { ports, workflows } = await opened(false);
    const both = await Promise.all([recoverRounds(ports), recoverRounds(ports)]);
    expect(both.map(({ recovered }) => recovered).sort()).toEqual([0, 1]);
    expect(workflows.started).toHaveLength(1);
  });
});

describe('verify ledgers', () => {
  test('intact', async () => {
    const { world } = await opened(true);
    await voteNow(world);
    expect(await verifyLedgers(world)).toEqual({ outcome: 'INTACT', verified: 1, events: 2 });
  });

  test('names the first broken event', async () => {
    const { world } = await opened(true);
    await voteNow(world);
    const key = `${theException}#2`;
    const event = world.events.get(key);
    if (!event) throw new Error('There is no second event.');
    world.events.set(key, { ...event, payload: { ...event.payload, choice: 'REJECT' } });
    expect(await verifyLedgers(world)).toMatchObject({
      outcome: 'BROKEN',
      verified: 1,
      broken: 1,
      exceptionId: theException,
      firstBrokenSeq: 2,
    });
  });

  test('a vote while the ledger is read is not a broken ledger', async () => {
    const { world } = await opened(true);
    let voted = false;
    const trail = {
      read: async (exceptionId: typeof theException) => {
        const events = await world.trail.read(exceptionId);
        if (!voted) await voteNow(world);
        voted = true;
        return events;
      },
    };
    expect(await verifyLedgers({ ...world, trail })).toMatchObject({ outcome: 'INTACT', events: 2 });
  });

  test('a ledger that never stands still is not called intact', async () => {
    const { world, stored } = await opened(true);
    let reads = 0;
    const read = async () => ({ ...stored, auditHead: { seq: ++reads, hash: String(reads) } });
    await expect(verifyLedgers({ ...world, reviews: { ...world.reviews, read } })).rejects.toThrow(
      LedgerBusy,
    );
  });
});
