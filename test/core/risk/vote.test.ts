import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SeatName } from '../../../core/inventory/stakeholder.ts';
import type { StoredReview } from '../../../core/risk/ports.ts';
import type { SeatState } from '../../../core/risk/review.ts';
import { judgeVote } from '../../../core/risk/vote.ts';
import { opened, person, policy, riskWorld, voteRequest, withOpenRound } from '../../support/risk-world.ts';

const now = new Date('2026-11-25T08:00:00.000Z');
let stored: StoredReview;
beforeAll(async () => {
  stored = await withOpenRound(riskWorld());
});

const judge = (change: Parameters<typeof voteRequest>[1] = {}, from: StoredReview = stored, at = now) =>
  judgeVote(from, voteRequest(stored.review.dossierHash, change), policy, at);
const reason = (judgement: ReturnType<typeof judge>) =>
  judgement.kind === 'REFUSED' ? judgement.reason : judgement.kind;

describe('guards', () => {
  test('a vote on nothing', () => {
    expect(judgeVote(undefined, voteRequest('h'), policy, now)).toMatchObject({ reason: 'NO_SUCH_REVIEW' });
    expect(reason(judge({ round: 2 }))).toBe('NO_SUCH_REVIEW');
  });

  test.each(['approve', 'YES', '', 'REQUEST_INFO', 'APPROVE '])('G11: "%s" is no choice', (choice) => {
    expect(reason(judge({ choice }))).toBe('UNKNOWN_CHOICE');
  });

  test('requester-cannot-vote', () => {
    expect(reason(judge({ by: 'olga' }))).toBe('OWN_REQUEST');
  });

  test('owner-cannot-vote', () => {
    expect(reason(judge({ by: 'bruno' }))).toBe('OWN_REQUEST');
  });

  test('requester and owner cannot vote even where a seat lists them', () => {
    const candidates = [person('olga'), person('bruno')];
    const seats: SeatState[] = [{ seat: 'RISK', state: 'OPEN', candidates }];
    const wrong = { ...stored, review: { ...stored.review, seats } } as StoredReview;
    expect(reason(judge({ by: 'olga' }, wrong))).toBe('OWN_REQUEST');
    expect(reason(judge({ by: 'bruno' }, wrong))).toBe('OWN_REQUEST');
  });

  test('who holds no seat', () => {
    expect(reason(judge({ by: 'nora' }))).toBe('NOT_A_CANDIDATE');
  });

  test('same subject of another issuer is another person', () => {
    const actor = { ...voteRequest('h').actor, person: 'https://elsewhere.test|rita' as never };
    expect(reason(judge({ actor }))).toBe('NOT_A_CANDIDATE');
  });

  test('stale-dossier-409', () => {
    expect(reason(judge({ dossierHash: 'f'.repeat(64) }))).toBe('STALE_DOSSIER');
  });

  test('a vote for a round that was replaced', () => {
    const second = { ...stored, review: { ...stored.review, round: 2 } };
    expect(reason(judge({}, second))).toBe('ROUND_CLOSED');
  });

  test.each(['REJECT', 'APPROVE'])('G11: %s says why in at least 20 characters', (choice) => {
    expect(reason(judge({ choice, rationale: `  ${'x'.repeat(19)}  ` }))).toBe('RATIONALE_TOO_SHORT');
    expect(reason(judge({ choice, rationale: 'x'.repeat(20) }))).toBe('ACCEPTED');
  });

  test('G11: in tier LOW an approval needs no rationale, a rejection does', () => {
    const low = { ...stored, review: { ...stored.review, tier: 'LOW' as const } };
    expect(reason(judge({ rationale: '' }, low))).toBe('ACCEPTED');
    expect(reason(judge({ choice: 'REJECT', rationale: '' }, low))).toBe('RATIONALE_TOO_SHORT');
  });

  test('G13: only between opening and lapse, by the server’s time', () => {
    const { lapseAt } = stored.review;
    const justBefore = new Date(new Date(lapseAt).getTime() - 1);
    expect(reason(judge({}, stored, new Date(opened)))).toBe('ACCEPTED');
    expect(reason(judge({}, stored, justBefore))).toBe('ACCEPTED');
    expect(reason(judge({}, stored, new Date(lapseAt)))).toBe('LAPSED');
    expect(reason(judge({}, stored, new Date('2026-11-24T07:59:59.999Z')))).toBe('ROUND_CLOSED');
  });
});

describe('what a vote does', () => {
  test('an approval is conditional and always ends', () => {
    const judgement = judge();
    if (judgement.kind !== 'ACCEPTED') throw new Error(judgement.kind);
    const { after, vote, event } = judgement;
    expect(after.review).toMatchObject({
      state: 'CONDITIONAL',
      decidedAt: now.toISOString(),
      expiresAt: '2027-01-15T23:59:59.000Z',
    });
    expect(after.version).toBe(stored.version + 1);
    expect(vote).toMatchObject({ person: person('rita'), at: now.toISOString(), amr: ['pwd', 'otp'] });
    expect(event).toMatchObject({ kind: 'VOTE_RECORDED', seq: 2, prevHash: stored.auditHead.hash });
    expect(event.payload).toMatchObject({
      dossierHash: stored.review.dossierHash,
      rationale: vote.rationale,
      authTime: vote.authTime,
      stateAfter: 'CONDITIONAL',
    });
    expect(after.auditHead).toEqual({ seq: 2, hash: event.hash });
  });

  test('a rejection rejects', () => {
    const judgement = judge({ choice: 'REJECT' });
    expect(judgement).toMatchObject({ kind: 'ACCEPTED', after: { review: { state: 'REJECTED' } } });
  });

  test('the receipt tells two votes apart and is the same for the same vote', () => {
    const receipt = (change = {}) => {
      const judgement = judge(change);
      return judgement.kind === 'ACCEPTED' ? judgement.vote.receipt : '';
    };
    expect(receipt()).toMatch(/^[0-9a-f]{20}$/);
    expect(receipt()).toBe(receipt());
    expect(receipt({ choice: 'REJECT' })).not.toBe(receipt());
  });
});

describe('rounds of several seats, as a later policy may ask for', () => {
  const seats = (...names: SeatName[]): SeatState[] =>
    names.map((seat) => ({
      seat,
      state: 'OPEN',
      candidates: [person('rita'), person('sven'), person('nora')],
    }));
  const withSeats = (list: SeatState[]) =>
    ({ ...stored, review: { ...stored.review, seats: list } }) as StoredReview;

  test('veto-cancels-siblings', () => {
    const judgement = judge({ choice: 'REJECT' }, withSeats(seats('RISK', 'SECURITY')));
    expect(judgement).toMatchObject({
      after: { review: { state: 'REJECTED', seats: [{ state: 'DECIDED' }, { state: 'CANCELLED' }] } },
    });
  });

  test('one approval of two leaves the round open, the second closes it', () => {
    const first = judge({}, withSeats(seats('RISK', 'SECURITY')));
    if (first.kind !== 'ACCEPTED') throw new Error(first.kind);
    expect(first.after.review.state).toBe('IN_REVIEW');
    expect(judge({ by: 'sven' }, first.after)).toMatchObject({
      kind: 'ACCEPTED',
      vote: { seat: 'SECURITY' },
      after: { review: { state: 'CONDITIONAL' } },
    });
  });

  test('same-human-two-seats: one person fills one seat', () => {
    const first = judge({}, withSeats(seats('RISK', 'SECURITY')));
    if (first.kind !== 'ACCEPTED') throw new Error(first.kind);
    expect(judge({}, first.after).kind).toBe('REPEATED');
    expect(judge({ choice: 'REJECT' }, first.after).kind).toBe('DECIDED_BEFORE');
  });
});
