import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type AuditTrail, emptyChain } from '../../../core/audit/audit-event.ts';
import { append, verify } from '../../../core/audit/chain.ts';
import { apiId, type ExceptionId, exceptionId, linkId, type PersonId } from '../../../core/identifiers.ts';
import type { MailOutbox, Reviews, RoundTokens, StoredReview } from '../../../core/risk/ports.ts';
import type { ReviewLink, SeatState } from '../../../core/risk/review.ts';
import { judgeVote } from '../../../core/risk/vote.ts';
import { person, policy, voteRequest } from '../risk-world.ts';

export interface ReviewStore {
  readonly reviews: Reviews;
  readonly tokens: RoundTokens;
  readonly outbox: MailOutbox;
  readonly trail: AuditTrail;
}

const openedAt = '2026-11-24T08:00:00.000Z';
const lapseAt = '2026-12-08T08:00:00.000Z';
const during = new Date('2026-11-25T08:00:00.000Z');

const round = (id: ExceptionId, before?: StoredReview) => {
  const number = (before?.review.round ?? 0) + 1;
  const candidates = [person(`rita-${id}`), person(`sven-${id}`)];
  const seats: SeatState[] = [{ seat: 'RISK', state: 'OPEN', candidates }];
  const { event, head } = append(before?.auditHead ?? emptyChain, {
    exceptionId: id,
    at: openedAt,
    actor: 'gatehouse',
    kind: 'ROUND_OPENED',
    payload: { round: number },
  });
  const links = candidates.map(
    (candidate): ReviewLink => ({
      linkId: linkId(randomBytes(16).toString('hex')),
      exceptionId: id,
      round: number,
      person: candidate,
      expiresAt: '2027-01-07T08:00:00.000Z',
    }),
  );
  const after: StoredReview = {
    review: {
      exceptionId: id,
      apiId: apiId('h2h-files-00000000'),
      apiName: 'h2h-files',
      tier: 'LOW',
      round: number,
      openedAt,
      lapseAt,
      dossierKey: `exceptions/${id}/dossier-r${number}.json`,
      dossierHash: `hash-${number}`,
      seats,
      policyVersion: '2026-1',
      state: 'IN_REVIEW',
    },
    version: (before?.version ?? 0) + 1,
    requester: person('olga'),
    apiOwner: person('bruno'),
    requestedUntil: '2027-01-15',
    requestKey: 'exceptions/h2h-files.yaml',
    cycleId: 'cycle-1',
    basis: `basis-${number}`,
    remindAt: [],
    remindersSent: 0,
    links: Object.fromEntries(links.map((link) => [link.person, link.linkId])) as StoredReview['links'],
    holder: 'review-1',
    nextActionAt: lapseAt,
    auditHead: head,
  };
  return {
    ...(before ? { before } : {}),
    after,
    links,
    event,
    candidates: candidates as [PersonId, PersonId],
  };
};

const judged = (stored: StoredReview, by: PersonId, choice = 'APPROVE') => {
  const request = voteRequest(stored.review.dossierHash, { exceptionId: stored.review.exceptionId, choice });
  const actor = { ...request.actor, person: by };
  const judgement = judgeVote(stored, { ...request, round: stored.review.round, actor }, policy, during);
  if (judgement.kind !== 'ACCEPTED') throw new Error(JSON.stringify(judgement));
  return judgement;
};

/** What every store of reviews does, whatever it is made of. Each test has an exception of its own. */
export const reviewsContract = (name: string, make: () => ReviewStore): void => {
  describe(`${name} keeps reviews`, () => {
    const opened = async () => {
      const store = make();
      const id = exceptionId(`EX-${randomBytes(8).toString('hex')}`);
      const change = round(id);
      expect(await store.reviews.open(change)).toBe('COMMITTED');
      return {
        ...store,
        id,
        change,
        stored: change.after,
        rita: change.candidates[0],
        sven: change.candidates[1],
      };
    };

    test('a round opens once, with tasks, links and its first event', async () => {
      const { reviews, trail, id, change, stored, rita } = await opened();
      expect(await reviews.read(id)).toEqual(stored);
      expect(await reviews.open(round(id))).toBe('CONFLICT');
      expect(await reviews.read(id)).toEqual(stored);
      expect(await reviews.tasksOf(rita)).toEqual([
        {
          exceptionId: id,
          round: 1,
          seat: 'RISK',
          person: rita,
          apiName: 'h2h-files',
          tier: 'LOW',
          openedAt,
          dueAt: lapseAt,
        },
      ]);
      for (const link of change.links) expect(await reviews.link(link.linkId)).toEqual(link);
      expect(await trail.read(id)).toEqual([change.event]);
    });

    test('what is not there is not there', async () => {
      const { reviews, tokens, trail, outbox } = make();
      const nothing = exceptionId('EX-nothing');
      expect(await reviews.read(nothing)).toBeUndefined();
      expect(await reviews.link(linkId('nothing'))).toBeUndefined();
      expect(await tokens.read(nothing, 1)).toBeUndefined();
      expect(await trail.read(nothing)).toEqual([]);
      expect(await outbox.sentTo(nothing, 1, 'ROUND_OPENED')).toEqual([]);
      expect(await reviews.tasksOf(person('nobody'))).toEqual([]);
    });

    test('a vote is one write: review, ledger, and the tasks are gone', async () => {
      const { reviews, trail, id, stored, rita, sven } = await opened();
      const vote = judged(stored, rita);
      expect(await reviews.recordVote(vote)).toBe('COMMITTED');
      expect(await reviews.read(id)).toEqual(vote.after);
      expect(await reviews.tasksOf(rita)).toEqual([]);
      expect(await reviews.tasksOf(sven)).toEqual([]);
      expect(verify(id, await trail.read(id), vote.after.auditHead)).toEqual({ intact: true, events: 2 });
    });

    test('of two votes judged on the same state one is written', async () => {
      const { reviews, trail, id, stored, rita, sven } = await opened();
      const both = await Promise.all([
        reviews.recordVote(judged(stored, rita, 'APPROVE')),
        reviews.recordVote(judged(stored, sven, 'REJECT')),
      ]);
      expect(both.sort()).toEqual(['COMMITTED', 'CONFLICT']);
      expect(await trail.read(id)).toHaveLength(2);
    });

    // The judgement says no already; the store must say no by itself.
    test.each([
      ['the requester', (vote: ReturnType<typeof judged>) => ({ ...vote.vote, person: person('olga') })],
      ['the owner', (vote: ReturnType<typeof judged>) => ({ ...vote.vote, person: person('bruno') })],
      [
        'who is no candidate',
        (vote: ReturnType<typeof judged>) => ({ ...vote.vote, person: person('mallory') }),
      ],
      ['another dossier', (vote: ReturnType<typeof judged>) => ({ ...vote.vote, dossierHash: 'other' })],
      [
        'a vote before the opening',
        (vote: ReturnType<typeof judged>) => ({ ...vote.vote, at: '2026-11-24T07:59:59.999Z' }),
      ],
      ['a vote at the lapse', (vote: ReturnType<typeof judged>) => ({ ...vote.vote, at: lapseAt })],
    ])('refuses %s', async (_what, forged) => {
      const { reviews, trail, id, stored, rita } = await opened();
      const vote = judged(stored, rita);
      expect(await reviews.recordVote({ ...vote, vote: forged(vote) })).toBe('CONFLICT');
      expect(await reviews.read(id)).toEqual(stored);
      expect(await trail.read(id)).toHaveLength(1);
      expect(await reviews.tasksOf(rita)).toHaveLength(1);
    });

    test('refuses a change made from an older version', async () => {
      const { reviews, id, stored, rita } = await opened();
      const moved = { ...stored, version: 2, holder: 'review-2' };
      expect(await reviews.advance({ before: stored, after: moved })).toBe('COMMITTED');
      expect(await reviews.advance({ before: stored, after: { ...moved, holder: 'review-3' } })).toBe(
        'CONFLICT',
      );
      expect(await reviews.recordVote(judged(stored, rita))).toBe('CONFLICT');
      expect(await reviews.read(id)).toEqual(moved);
      expect(await reviews.recordVote(judged(moved, rita))).toBe('COMMITTED');
    });

    test('a lapse is refused before its time and after a vote', async () => {
      const { reviews, id, stored, rita } = await opened();
      const lapse = (from: StoredReview, at: string) => {
        const fact = { exceptionId: id, at, actor: 'gatehouse', kind: 'ROUND_LAPSED', payload: {} } as const;
        const { event, head } = append(from.auditHead, fact);
        const review = { ...from.review, state: 'LAPSED', seats: [], decidedAt: at } as const;
        return {
          before: from,
          after: { ...from, review, version: from.version + 1, auditHead: head },
          event,
        };
      };
      expect(await reviews.lapse(lapse(stored, '2026-12-08T07:59:59.999Z'))).toBe('CONFLICT');
      const { after } = judged(stored, rita);
      expect(await reviews.lapse(lapse(stored, lapseAt))).toBe('COMMITTED');
      expect(await reviews.lapse(lapse(after, lapseAt))).toBe('CONFLICT');
      expect(await reviews.tasksOf(rita)).toEqual([]);
      expect((await reviews.read(id))?.review.state).toBe('LAPSED');
    });

    test('the next round replaces tasks and keeps the old links; a decided round is not replaced', async () => {
      const { reviews, id, change, stored, rita } = await opened();
      const second = round(id, stored);
      expect(await reviews.open(second)).toBe('COMMITTED');
      expect((await reviews.tasksOf(rita)).map((task) => task.round)).toEqual([2]);
      expect(await reviews.link(change.links[0]?.linkId ?? linkId(''))).toMatchObject({ round: 1 });
      const vote = judged(second.after, rita);
      expect(await reviews.recordVote(vote)).toBe('COMMITTED');
      expect(await reviews.open(round(id, vote.after))).toBe('CONFLICT');
    });

    test('a ledger forks for nobody: an event that is there is not written again', async () => {
      const { reviews, trail, id, stored, rita } = await opened();
      const vote = judged(stored, rita);
      expect(await reviews.recordVote({ ...vote, event: { ...vote.event, seq: 1 } })).toBe('CONFLICT');
      expect(await reviews.read(id)).toEqual(stored);
      expect(await trail.read(id)).toHaveLength(1);
    });

    test('is listed as work until it is closed, and for good after that', async () => {
      const { reviews, id, stored } = await opened();
      const ids = (list: readonly StoredReview[]) => list.map(({ review }) => review.exceptionId);
      expect(ids(await reviews.withWorkLeft())).toContain(id);
      const after = { ...stored, version: 2, closedAt: lapseAt };
      expect(await reviews.advance({ before: stored, after })).toBe('COMMITTED');
      expect(ids(await reviews.withWorkLeft())).not.toContain(id);
      expect(ids(await reviews.list())).toContain(id);
      expect(await reviews.read(id)).toEqual(after);
    });

    test('the token is replaced by the holder of the round and by nobody else', async () => {
      const { tokens, id } = await opened();
      const token = { exceptionId: id, round: 1, holder: 'review-1', token: 'first', expiresAt: lapseAt };
      expect(await tokens.store(token)).toBe('STORED');
      expect(await tokens.store({ ...token, token: 'second' })).toBe('STORED');
      expect(await tokens.store({ ...token, token: 'third', holder: 'review-2' })).toBe('NOT_HOLDER');
      expect(await tokens.store({ ...token, token: 'fourth', round: 2 })).toBe('NOT_HOLDER');
      expect(await tokens.read(id, 1)).toBe('second');
    });

    test('a mail is claimed by one, given back, claimed again, and sent once', async () => {
      const { outbox, id, rita, sven } = await opened();
      const key = { exceptionId: id, round: 1, event: 'ROUND_OPENED', person: rita };
      const claims = await Promise.all([1, 2, 3].map(() => outbox.claim(key, during)));
      expect(claims.sort()).toEqual([false, false, true]);
      await outbox.release(key);
      expect(await outbox.claim(key, during)).toBe(true);
      const later = (seconds: number) => new Date(during.getTime() + seconds * 1000);
      expect(await outbox.claim(key, later(299))).toBe(false);
      // Whoever claimed it died without a word.
      expect(await outbox.claim(key, later(300))).toBe(true);
      expect(await outbox.sentTo(id, 1, 'ROUND_OPENED')).toEqual([]);
      await outbox.markSent(key, later(301));
      await outbox.release(key);
      expect(await outbox.claim(key, later(100_000))).toBe(false);
      expect(await outbox.claim({ ...key, person: sven }, during)).toBe(true);
      expect(await outbox.claim({ ...key, event: 'REMINDER-1' }, during)).toBe(true);
      expect(await outbox.sentTo(id, 1, 'ROUND_OPENED')).toEqual([rita]);
      expect(await outbox.sentTo(id, 2, 'ROUND_OPENED')).toEqual([]);
    });
  });
};
