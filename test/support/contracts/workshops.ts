import { describe, expect, test } from '@jest/globals';
import type { Claim, ClaimLink } from '../../../core/workshop/claim.ts';
import type { Workshops } from '../../../core/workshop/ports.ts';
import type { WorkshopSession } from '../../../core/workshop/session.ts';
import { who } from '../attestation-world.ts';

const session = (sessionId: string, openedAt: string): WorkshopSession => ({
  sessionId,
  title: sessionId,
  openedBy: who('eve'),
  openedAt,
  endsAt: '2026-11-24T12:00:00.000Z',
  invited: [who('ada')],
});
const claim = (claimId: string, at: string): Claim => ({
  claimId,
  sessionId: 'w-1',
  person: who('ada'),
  roles: ['it'],
  at,
  list: 'before',
  capture: { what: claimId, touches: [], sure: 'think', stillUsed: 'yes' },
});
const link: ClaimLink = {
  claimId: 'c1',
  target: { claimId: 'c2' },
  same: true,
  by: who('eve'),
  at: '2026-11-24T09:00:00.000Z',
};

/** What every store of workshops keeps to. */
export const workshopsContract = (name: string, make: () => Workshops): void => {
  describe(`workshops in ${name}`, () => {
    test('are opened once, listed newest first, and closed by the first close', async () => {
      const store = make();
      await store.open(session('w-1', '2026-11-24T08:00:00.000Z'));
      await store.open({ ...session('w-1', '2026-11-24T08:00:00.000Z'), title: 'Another' });
      await store.open(session('w-2', '2026-11-24T09:00:00.000Z'));
      expect((await store.list()).map(({ title }) => title)).toEqual(['w-2', 'w-1']);
      await store.close('w-1', '2026-11-24T10:00:00.000Z');
      await store.close('w-1', '2026-11-24T11:00:00.000Z');
      await store.close('w-9', '2026-11-24T11:00:00.000Z');
      expect((await store.read('w-1'))?.session.closedAt).toBe('2026-11-24T10:00:00.000Z');
      expect(await store.read('w-9')).toBeUndefined();
    });

    test('hold claims once, oldest first; only who made one takes it back', async () => {
      const store = make();
      await store.open(session('w-1', '2026-11-24T08:00:00.000Z'));
      await store.addClaim(claim('c2', '2026-11-24T08:02:00.000Z'));
      await store.addClaim(claim('c1', '2026-11-24T08:01:00.000Z'));
      await store.addClaim({ ...claim('c1', '2026-11-24T08:09:00.000Z'), list: 'after' });
      await store.withdrawClaim('w-1', 'c1', who('bo'), '2026-11-24T08:10:00.000Z');
      await store.withdrawClaim('w-1', 'c2', who('ada'), '2026-11-24T08:11:00.000Z');
      const workshop = await store.read('w-1');
      expect(workshop?.claims.map(({ claimId, list, withdrawnAt }) => [claimId, list, withdrawnAt])).toEqual([
        ['c1', 'before', undefined],
        ['c2', 'before', '2026-11-24T08:11:00.000Z'],
      ]);
    });

    test('know who finished, when first', async () => {
      const store = make();
      await store.open(session('w-1', '2026-11-24T08:00:00.000Z'));
      await store.finish('w-1', { person: who('ada'), finishedAt: '2026-11-24T08:10:00.000Z' });
      await store.finish('w-1', { person: who('ada'), finishedAt: '2026-11-24T08:20:00.000Z' });
      const done = [{ person: who('ada'), finishedAt: '2026-11-24T08:10:00.000Z' }];
      expect(await store.finished('w-1')).toEqual(done);
      expect((await store.read('w-1'))?.finished).toEqual(done);
      expect(await store.finished('w-2')).toEqual([]);
    });

    test('keep the last word about two things', async () => {
      const store = make();
      await store.open(session('w-1', '2026-11-24T08:00:00.000Z'));
      await store.decide('w-1', link);
      await store.decide('w-1', { ...link, same: false });
      await store.decide('w-1', { ...link, target: { apiId: 'pay-1' as never } });
      const links = (await store.read('w-1'))?.links ?? [];
      expect(links.map(({ target, same }) => [JSON.stringify(target), same]).sort()).toEqual([
        ['{"apiId":"pay-1"}', true],
        ['{"claimId":"c2"}', false],
      ]);
    });
  });
};
