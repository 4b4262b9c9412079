import { createHmac } from 'node:crypto';
import type { AuditEvent, AuditTrail } from '../../../core/audit/audit-event.ts';
import type { ExceptionId, LinkId } from '../../../core/identifiers.ts';
import type {
  Committed,
  LinkSigner,
  MailKey,
  MailOutbox,
  Reviews,
  ReviewTask,
  RoundTokens,
  StoredReview,
  VoteRecord,
} from '../../../core/risk/ports.ts';
import type { ReviewLink } from '../../../core/risk/review.ts';
import { openSeats } from '../../../core/risk/round.ts';

const claimLease = 5 * 60_000;

/**
 * The governance and audit tables as far as reviews use them, with the conditions of the DynamoDB repository. Each
 * operation awaits `gate` first, so that a test can order two callers' operations as it likes.
 */
export const memoryReviews = (gate: () => Promise<void> = async () => {}) => {
  const rows = new Map<ExceptionId, StoredReview>();
  const votes = new Map<string, VoteRecord>();
  const links = new Map<LinkId, ReviewLink>();
  const tasks = new Map<string, ReviewTask>();
  const events = new Map<string, AuditEvent>();
  const roundTokens = new Map<string, string>();
  const marks = new Map<string, { key: MailKey; state: 'CLAIMED' | 'SENT'; at: number }>();

  const current = (before: StoredReview): boolean => {
    const stored = rows.get(before.review.exceptionId);
    return (
      stored?.version === before.version &&
      stored.review.round === before.review.round &&
      stored.auditHead.hash === before.auditHead.hash
    );
  };
  const eventKey = ({ exceptionId, seq }: AuditEvent) => `${exceptionId}#${seq}`;
  const dropTasks = (after: StoredReview): void => {
    const open = new Set(openSeats(after.review.seats).map(({ seat }) => seat));
    for (const [key, task] of tasks)
      if (
        task.exceptionId === after.review.exceptionId &&
        (task.round < after.review.round || !open.has(task.seat))
      )
        tasks.delete(key);
  };
  const commit = (after: StoredReview, event?: AuditEvent): Committed => {
    if (event && events.has(eventKey(event))) return 'CONFLICT';
    rows.set(after.review.exceptionId, structuredClone(after));
    if (event) events.set(eventKey(event), structuredClone(event));
    dropTasks(after);
    return 'COMMITTED';
  };

  const reviews: Reviews = {
    async read(exceptionId) {
      await gate();
      return structuredClone(rows.get(exceptionId));
    },
    async open({ before, after, links: made, event }) {
      await gate();
      const { review } = after;
      const stored = rows.get(review.exceptionId);
      if (before ? !current(before) || stored?.review.state !== 'IN_REVIEW' : stored) return 'CONFLICT';
      if (made.some(({ linkId }) => links.has(linkId)) || events.has(eventKey(event))) return 'CONFLICT';
      commit(after, event);
      for (const link of made) links.set(link.linkId, link);
      for (const { seat, candidates } of openSeats(review.seats))
        for (const person of candidates)
          tasks.set(`${review.exceptionId}#${review.round}#${seat}#${person}`, {
            exceptionId: review.exceptionId,
            round: review.round,
            seat,
            person,
            apiName: review.apiName,
            tier: review.tier,
            openedAt: review.openedAt,
            dueAt: review.lapseAt,
          });
      return 'COMMITTED';
    },
    async recordVote({ before, after, vote, event }) {
      await gate();
      const { exceptionId } = before.review;
      const stored = rows.get(exceptionId);
      const seat = stored?.review.seats.find((each) => each.seat === vote.seat);
      const key = `${exceptionId}#${vote.round}#${vote.seat}`;
      const allowed =
        current(before) &&
        stored?.review.state === 'IN_REVIEW' &&
        stored.review.dossierHash === vote.dossierHash &&
        stored.review.openedAt <= vote.at &&
        stored.review.lapseAt > vote.at &&
        stored.requester !== vote.person &&
        stored.apiOwner !== vote.person &&
        seat?.state === 'OPEN' &&
        seat.candidates.includes(vote.person) &&
        !votes.has(key);
      if (!allowed || commit(after, event) === 'CONFLICT') return 'CONFLICT';
      votes.set(key, structuredClone(vote));
      return 'COMMITTED';
    },
    async lapse({ before, after, event }) {
      await gate();
      const stored = rows.get(before.review.exceptionId);
      const over = stored?.review.state === 'IN_REVIEW' && stored.review.lapseAt <= event.at;
      return current(before) && over ? commit(after, event) : 'CONFLICT';
    },
    async advance({ before, after }) {
      await gate();
      return current(before) ? commit(after) : 'CONFLICT';
    },
    async tasksOf(person) {
      await gate();
      return [...tasks.values()]
        .filter((task) => task.person === person)
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    },
    async link(linkId) {
      await gate();
      return links.get(linkId);
    },
    async withWorkLeft() {
      await gate();
      return [...rows.values()]
        .filter(({ closedAt }) => !closedAt)
        .sort((a, b) => (a.nextActionAt < b.nextActionAt ? -1 : 1))
        .map((row) => structuredClone(row));
    },
    async list() {
      await gate();
      const all = [...rows.values()].map((row) => structuredClone(row));
      return [...all.filter(({ closedAt }) => !closedAt), ...all.filter(({ closedAt }) => closedAt)];
    },
  };

  const tokens: RoundTokens = {
    async store({ exceptionId, round, holder, token }) {
      await gate();
      const stored = rows.get(exceptionId);
      if (stored?.holder !== holder || stored.review.round !== round) return 'NOT_HOLDER';
      roundTokens.set(`${exceptionId}#${round}`, token);
      return 'STORED';
    },
    async read(exceptionId, round) {
      await gate();
      return roundTokens.get(`${exceptionId}#${round}`);
    },
  };

  const markKey = ({ exceptionId, round, event, person }: MailKey) =>
    `${exceptionId}#${round}#${event}#${person}`;
  const outbox: MailOutbox = {
    async claim(key, at) {
      await gate();
      const mark = marks.get(markKey(key));
      if (mark && (mark.state === 'SENT' || mark.at + claimLease > at.getTime())) return false;
      marks.set(markKey(key), { key, state: 'CLAIMED', at: at.getTime() });
      return true;
    },
    async markSent(key, at) {
      await gate();
      marks.set(markKey(key), { key, state: 'SENT', at: at.getTime() });
    },
    async release(key) {
      await gate();
      if (marks.get(markKey(key))?.state === 'CLAIMED') marks.delete(markKey(key));
    },
    async sentTo(exceptionId, round, event) {
      await gate();
      return [...marks.values()]
        .filter(({ state }) => state === 'SENT')
        .map(({ key }) => key)
        .filter((key) => key.exceptionId === exceptionId && key.round === round && key.event === event)
        .map(({ person }) => person);
    },
  };

  const trail: AuditTrail = {
    async read(exceptionId) {
      await gate();
      return [...events.values()]
        .filter((event) => event.exceptionId === exceptionId)
        .sort((a, b) => a.seq - b.seq);
    },
  };

  return { reviews, tokens, outbox, trail, votes, events };
};

/** A key that stays in the test. */
export const memoryLinkSigner = (key = 'test'): LinkSigner => ({
  mac: async (message) => createHmac('sha256', key).update(message).digest(),
});
