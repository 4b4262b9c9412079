import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoReviews } from '../../../aws/dynamodb/reviews.ts';
import { dynamoRoundTokens } from '../../../aws/dynamodb/round-tokens.ts';
import type { StoredReview } from '../../../core/risk/ports.ts';
import { ReviewBusy } from '../../../core/risk/review-busy.ts';
import { judgeVote } from '../../../core/risk/vote.ts';
import { policy, riskWorld, theException, voteRequest, withOpenRound } from '../../support/risk-world.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
process.env.GOVERNANCE_TABLE = 'governance';
process.env.AUDIT_TABLE = 'audit';

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

const opened = async () => {
  const world = riskWorld();
  const stored = await withOpenRound(world);
  const judgement = judgeVote(stored, voteRequest(stored.review.dossierHash), policy, world.clock.now());
  if (judgement.kind !== 'ACCEPTED') throw new Error(judgement.kind);
  return { world, stored, vote: judgement };
};
const sent = () => dynamo.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];

beforeEach(() => {
  dynamo.reset();
  dynamo.on(TransactWriteCommand).resolves({});
});

describe('a vote', () => {
  test('is one transaction: review, vote row, both tasks, audit event', async () => {
    const { vote } = await opened();
    expect(await dynamoReviews().recordVote(vote)).toBe('COMMITTED');
    const items = sent();
    expect(items.map((item) => (item.Put ?? item.Delete)?.TableName)).toEqual([
      'governance',
      'governance',
      'governance',
      'governance',
      'audit',
    ]);
    expect(items.filter((item) => item.Delete)).toHaveLength(2);
    // The writer of the audit table may only put, and only what is not there.
    expect(items.at(-1)?.Put).toMatchObject({
      Item: { pk: `AUDIT#${theException}`, sk: 'SEQ#000002' },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  test('states every guard as a condition of the write', async () => {
    const { vote } = await opened();
    await dynamoReviews().recordVote(vote);
    const {
      ConditionExpression = '',
      ExpressionAttributeNames,
      ExpressionAttributeValues,
    } = sent()[0]?.Put ?? {};
    for (const guard of [
      '#version = :version',
      'review.#round = :round',
      'auditHead.#hash = :head',
      'review.#state = :inReview',
      'requester <> :person AND apiOwner <> :person',
      'review.dossierHash = :dossierHash',
      'review.openedAt <= :at AND review.lapseAt > :at',
      'review.seats[0].#state = :open',
      'contains(review.seats[0].candidates, :person)',
    ])
      expect(ConditionExpression).toContain(guard);
    // The service refuses names and values that an expression does not use, and the other way round.
    const used = (mark: string) => new Set(ConditionExpression.match(new RegExp(`${mark}\\w+`, 'g')) ?? []);
    expect(used('#')).toEqual(new Set(Object.keys(ExpressionAttributeNames ?? {})));
    expect(used(':')).toEqual(new Set(Object.keys(ExpressionAttributeValues ?? {})));
  });
});

test('a round of the most candidates fits into one transaction, even when it replaces such a round', async () => {
  const { stored } = await opened();
  const candidates = Array.from({ length: 32 }, (_, n) => `https://id.bank.test|p${n}` as never);
  const crowded = (round: number): StoredReview => ({
    ...stored,
    review: {
      ...stored.review,
      round,
      seats: [{ seat: 'RISK', state: 'OPEN', candidates }],
    } as StoredReview['review'],
  });
  const links = candidates.map((person, n) => ({
    linkId: `link-${n}` as never,
    exceptionId: theException,
    round: 2,
    person,
    expiresAt: stored.review.lapseAt,
  }));
  const event = { exceptionId: theException, seq: 2 } as never;
  await dynamoReviews().open({ before: crowded(1), after: crowded(2), links, event });
  expect(sent()).toHaveLength(98);
});

describe('a transaction that is cancelled', () => {
  test.each([
    [['None', 'ConditionalCheckFailed'], 'CONFLICT'],
    [['TransactionConflict', 'None'], 'CONFLICT'],
    [['TransactionConflict', 'ConditionalCheckFailed'], 'CONFLICT'],
  ])('for %j is a conflict', async (codes, answer) => {
    const { vote } = await opened();
    dynamo.on(TransactWriteCommand).rejects(cancelled(...codes));
    expect(await dynamoReviews().recordVote(vote)).toBe(answer);
  });

  test.each([
    'ThrottlingError',
    'ProvisionedThroughputExceeded',
    'ValidationError',
    'ItemCollectionSizeLimitExceeded',
  ])('for %s is a fault, not a conflict', async (code) => {
    const { vote } = await opened();
    dynamo.on(TransactWriteCommand).rejects(cancelled('None', code));
    await expect(dynamoReviews().recordVote(vote)).rejects.toThrow(TransactionCanceledException);
  });

  test('a token that meets another write is stored by the next attempt; only the condition says not the holder', async () => {
    const token = {
      exceptionId: theException,
      round: 1,
      holder: 'h',
      token: 't',
      expiresAt: '2026-12-15T00:00:00Z',
    };
    dynamo.on(TransactWriteCommand).rejectsOnce(cancelled('TransactionConflict', 'None')).resolves({});
    expect(await dynamoRoundTokens().store(token)).toBe('STORED');
    dynamo.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed', 'None'));
    expect(await dynamoRoundTokens().store(token)).toBe('NOT_HOLDER');
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'None'));
    await expect(dynamoRoundTokens().store(token)).rejects.toThrow(ReviewBusy);
  });
});

test('tokens and links go away by themselves', async () => {
  const token = {
    exceptionId: theException,
    round: 1,
    holder: 'h',
    token: 't',
    expiresAt: '2026-12-15T00:00:00.000Z',
  };
  await dynamoRoundTokens().store(token);
  expect(sent()[1]?.Put?.Item).toMatchObject({ expiresAtEpoch: Date.UTC(2026, 11, 15) / 1000 });
});
