import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEvent } from '../../core/audit/audit-event.ts';
import type { Committed, Reviews, ReviewTask, StoredReview } from '../../core/risk/ports.ts';
import type { ReviewLink } from '../../core/risk/review.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import {
  auditItem,
  closedReviews,
  linkItem,
  linkKey,
  openReviews,
  personTasks,
  reviewItem,
  reviewKey,
  storedReview,
  taskItem,
  taskKey,
  tasksOfRound,
  voteItem,
} from './review-items.ts';
import { conditionFailed, documentClient } from './table.ts';
import { type TransactItems, transact } from './transaction.ts';

type Item = TransactItems[number];

/** The review is still the one that was judged: same version, same round, same end of its ledger. */
const unchanged = (before: StoredReview) => ({
  condition: '#version = :version AND review.#round = :round AND auditHead.#hash = :head',
  names: { '#version': 'version', '#round': 'round', '#hash': 'hash' },
  values: {
    ':version': before.version,
    ':round': before.review.round,
    ':head': before.auditHead.hash,
  },
});

const committed = (answer: Awaited<ReturnType<typeof transact>>): Committed =>
  answer === 'COMMITTED' ? 'COMMITTED' : 'CONFLICT';

/** Reviews in the governance table, their ledger in the audit table; each change is one transaction over both. */
export const dynamoReviews = (): Reviews => {
  const table = setting('GOVERNANCE_TABLE');

  const append = (event: AuditEvent): Item => ({
    Put: {
      // Read when a change is made: who only reads reviews has no business with the ledger.
      TableName: setting('AUDIT_TABLE'),
      Item: auditItem(event),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  const putNew = (item: Record<string, unknown>): Item => ({
    Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  /** Tasks exist exactly as long as their seat is open: those that `after` no longer has go with the change. */
  const dropTasks = (before: StoredReview | undefined, after: StoredReview): Item[] => {
    const kept = new Set(tasksOfRound(after).map((task) => taskKey(task).sk));
    return (before ? tasksOfRound(before) : [])
      .filter((task) => !kept.has(taskKey(task).sk))
      .map((task) => ({ Delete: { TableName: table, Key: taskKey(task) } }));
  };
  const replace = (
    before: StoredReview,
    after: StoredReview,
    condition: string,
    names: Record<string, string>,
    values: Record<string, unknown>,
  ): Item => {
    const same = unchanged(before);
    return {
      Put: {
        TableName: table,
        Item: reviewItem(after),
        ConditionExpression: `${same.condition} AND ${condition}`,
        ExpressionAttributeNames: { ...same.names, ...names },
        ExpressionAttributeValues: { ...same.values, ...values },
      },
    };
  };
  const inReview = {
    condition: 'review.#state = :inReview',
    names: { '#state': 'state' },
    values: { ':inReview': 'IN_REVIEW' },
  };
  const reviewsIn = async (index: string): Promise<StoredReview[]> => {
    const rows = await queryAll<Record<string, unknown>>({
      TableName: table,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :index',
      ExpressionAttributeValues: { ':index': index },
    });
    return rows.map(storedReview);
  };

  return {
    async read(exceptionId) {
      const { Item } = await documentClient().send(
        new GetCommand({ TableName: table, Key: reviewKey(exceptionId), ConsistentRead: true }),
      );
      return Item && storedReview(Item);
    },
    async open({ before, after, links, event }) {
      return committed(
        await transact([
          before
            ? replace(before, after, inReview.condition, inReview.names, inReview.values)
            : putNew(reviewItem(after)),
          ...dropTasks(before, after),
          ...tasksOfRound(after).map((task) => putNew(taskItem(task))),
          ...links.map((link) => putNew(linkItem(link))),
          append(event),
        ]),
      );
    },
    async recordVote({ before, after, vote, event }) {
      const seat = `review.seats[${before.review.seats.findIndex((each) => each.seat === vote.seat)}]`;
      return committed(
        await transact([
          replace(
            before,
            after,
            [
              inReview.condition,
              // Four eyes (G2): whoever asked or owns the API never decides.
              'requester <> :person AND apiOwner <> :person',
              // What was shown is what is decided (G5), within the round's time (G13).
              'review.dossierHash = :dossierHash AND review.openedAt <= :at AND review.lapseAt > :at',
              `${seat}.seat = :seat AND ${seat}.#state = :open AND contains(${seat}.candidates, :person)`,
            ].join(' AND '),
            inReview.names,
            {
              ...inReview.values,
              ':person': vote.person,
              ':dossierHash': vote.dossierHash,
              ':at': vote.at,
              ':seat': vote.seat,
              ':open': 'OPEN',
            },
          ),
          putNew(voteItem(before.review.exceptionId, vote)),
          ...dropTasks(before, after),
          append(event),
        ]),
      );
    },
    async lapse({ before, after, event }) {
      const over = `${inReview.condition} AND review.lapseAt <= :at`;
      return committed(
        await transact([
          replace(before, after, over, inReview.names, { ...inReview.values, ':at': event.at }),
          ...dropTasks(before, after),
          append(event),
        ]),
      );
    },
    async advance({ before, after }) {
      const same = unchanged(before);
      try {
        await documentClient().send(
          new PutCommand({
            TableName: table,
            Item: reviewItem(after),
            ConditionExpression: same.condition,
            ExpressionAttributeNames: same.names,
            ExpressionAttributeValues: same.values,
          }),
        );
        return 'COMMITTED';
      } catch (error) {
        const busy = error instanceof Error && error.name === 'TransactionConflictException';
        if (!busy && !conditionFailed(error)) throw error;
        return 'CONFLICT';
      }
    },
    async tasksOf(person) {
      const rows = await queryAll<{ task: ReviewTask }>({
        TableName: table,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :person',
        ExpressionAttributeValues: { ':person': personTasks(person) },
      });
      return rows.map(({ task }) => task);
    },
    async link(linkId) {
      const { Item } = await documentClient().send(
        new GetCommand({ TableName: table, Key: linkKey(linkId), ConsistentRead: true }),
      );
      return Item?.link as ReviewLink | undefined;
    },
    withWorkLeft: () => reviewsIn(openReviews),
    list: async () => [...(await reviewsIn(openReviews)), ...(await reviewsIn(closedReviews))],
  };
};
