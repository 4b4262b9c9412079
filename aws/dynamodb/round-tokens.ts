import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ExceptionId } from '../../core/identifiers.ts';
import type { RoundTokens } from '../../core/risk/ports.ts';
import { ReviewBusy, writeAttempts } from '../../core/risk/review-busy.ts';
import { setting } from '../settings.ts';
import { epochSeconds, partition, reviewKey } from './review-items.ts';
import { documentClient } from './table.ts';
import { transact } from './transaction.ts';

const tokenKey = (exceptionId: ExceptionId, round: number) => ({
  pk: partition(exceptionId),
  sk: `TOKEN#r${round}`,
});

/** Task tokens, encrypted at rest by the table's key, deleted by TTL some days after their round. */
export const dynamoRoundTokens = (): RoundTokens => {
  const table = setting('GOVERNANCE_TABLE');
  return {
    async store({ exceptionId, round, holder, token, expiresAt }) {
      for (let attempt = 0; attempt < writeAttempts; attempt++) {
        const answer = await transact([
          {
            ConditionCheck: {
              TableName: table,
              Key: reviewKey(exceptionId),
              ConditionExpression: '#holder = :holder AND review.#round = :round',
              ExpressionAttributeNames: { '#holder': 'holder', '#round': 'round' },
              ExpressionAttributeValues: { ':holder': holder, ':round': round },
            },
          },
          {
            Put: {
              TableName: table,
              Item: {
                ...tokenKey(exceptionId, round),
                roundToken: token,
                expiresAtEpoch: epochSeconds(expiresAt),
              },
            },
          },
        ]);
        if (answer !== 'BUSY') return answer === 'COMMITTED' ? 'STORED' : 'NOT_HOLDER';
      }
      throw new ReviewBusy(exceptionId);
    },
    async read(exceptionId, round) {
      const { Item } = await documentClient().send(
        new GetCommand({ TableName: table, Key: tokenKey(exceptionId, round), ConsistentRead: true }),
      );
      return Item?.roundToken as string | undefined;
    },
  };
};
