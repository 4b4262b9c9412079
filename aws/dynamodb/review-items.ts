import type { AuditEvent } from '../../core/audit/audit-event.ts';
import type { ExceptionId, LinkId } from '../../core/identifiers.ts';
import type { ReviewTask, StoredReview, VoteRecord } from '../../core/risk/ports.ts';
import type { ReviewLink } from '../../core/risk/review.ts';
import { openSeats } from '../../core/risk/round.ts';

/** Keys and shapes of everything that belongs to a review. One partition an exception. */
export const partition = (exceptionId: ExceptionId): string => `EXCEPTION#${exceptionId}`;
export const reviewKey = (exceptionId: ExceptionId) => ({ pk: partition(exceptionId), sk: 'REVIEW' });
export const linkKey = (linkId: LinkId) => ({ pk: `LINK#${linkId}`, sk: 'LINK' });
export const ledger = (exceptionId: ExceptionId): string => `AUDIT#${exceptionId}`;
export const personTasks = (person: string): string => `PERSON#${person}`;

/** Index partitions of reviews with work left (by next action) and of closed ones (by close). */
export const openReviews = 'OPEN_REVIEWS';
export const closedReviews = 'CLOSED_REVIEWS';

export const epochSeconds = (iso: string): number => Math.floor(new Date(iso).getTime() / 1000);

export const reviewItem = (stored: StoredReview) => ({
  ...reviewKey(stored.review.exceptionId),
  ...(stored.closedAt
    ? { gsi1pk: closedReviews, gsi1sk: `${stored.closedAt}#${stored.review.exceptionId}` }
    : { gsi1pk: openReviews, gsi1sk: `${stored.nextActionAt}#${stored.review.exceptionId}` }),
  ...stored,
});

export const storedReview = (item: Record<string, unknown>): StoredReview => {
  const { pk: _, sk: __, gsi1pk: ___, gsi1sk: ____, ...stored } = item;
  return stored as unknown as StoredReview;
};

/** The tasks of a round as its seats are: one for each open seat and candidate. */
export const tasksOfRound = ({ review }: StoredReview): ReviewTask[] =>
  openSeats(review.seats).flatMap(({ seat, candidates }) =>
    candidates.map((person) => ({
      exceptionId: review.exceptionId,
      round: review.round,
      seat,
      person,
      apiName: review.apiName,
      tier: review.tier,
      openedAt: review.openedAt,
      dueAt: review.lapseAt,
    })),
  );

export const taskKey = ({ exceptionId, round, seat, person }: ReviewTask) => ({
  pk: partition(exceptionId),
  sk: `TASK#r${round}#${seat}#${person}`,
});

export const taskItem = (task: ReviewTask) => ({
  ...taskKey(task),
  gsi1pk: personTasks(task.person),
  gsi1sk: `${task.dueAt}#${task.exceptionId}`,
  task,
});

export const voteItem = (exceptionId: ExceptionId, vote: VoteRecord) => ({
  pk: partition(exceptionId),
  sk: `VOTE#r${vote.round}#${vote.seat}`,
  vote,
});

/** How long a link's row outlives the link: its page still says what became of the review. */
const linkRowDays = 365;

export const linkItem = (link: ReviewLink) => ({
  ...linkKey(link.linkId),
  link,
  expiresAtEpoch: epochSeconds(link.expiresAt) + linkRowDays * 86_400,
});

export const auditItem = (event: AuditEvent) => ({
  pk: ledger(event.exceptionId),
  sk: `SEQ#${String(event.seq).padStart(6, '0')}`,
  event,
});
