import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PersonId } from '../../core/identifiers.ts';
import type { MailKey, MailOutbox } from '../../core/risk/ports.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { partition } from './review-items.ts';
import { conditionFailed, documentClient } from './table.ts';

/** An attempt that neither sent nor gave back for this long has died. */
const claimLeaseMs = 5 * 60_000;

const prefix = ({ round, event }: Pick<MailKey, 'round' | 'event'>): string => `MAIL#r${round}#${event}#`;
const markKey = (key: MailKey) => ({
  pk: partition(key.exceptionId),
  sk: `${prefix(key)}${key.person}`,
});

const names = { '#state': 'state' };

/** True when it was done, false when its condition did not hold. */
const conditional = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    return false;
  }
};

export const dynamoMailOutbox = (): MailOutbox => {
  const table = setting('GOVERNANCE_TABLE');
  return {
    claim: (key, at) =>
      conditional(
        documentClient().send(
          new PutCommand({
            TableName: table,
            Item: { ...markKey(key), state: 'CLAIMED', person: key.person, claimedAt: at.getTime() },
            ConditionExpression: 'attribute_not_exists(pk) OR (#state = :claimed AND claimedAt <= :stale)',
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: { ':claimed': 'CLAIMED', ':stale': at.getTime() - claimLeaseMs },
          }),
        ),
      ),
    async markSent(key, at) {
      await documentClient().send(
        new PutCommand({
          TableName: table,
          Item: { ...markKey(key), state: 'SENT', person: key.person, sentAt: at.toISOString() },
        }),
      );
    },
    async release(key) {
      await conditional(
        documentClient().send(
          new DeleteCommand({
            TableName: table,
            Key: markKey(key),
            ConditionExpression: '#state = :claimed',
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: { ':claimed': 'CLAIMED' },
          }),
        ),
      );
    },
    async sentTo(exceptionId, round, event) {
      const rows = await queryAll<{ state: string; person: PersonId }>({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': partition(exceptionId), ':prefix': prefix({ round, event }) },
        ConsistentRead: true,
      });
      return rows.filter(({ state }) => state === 'SENT').map(({ person }) => person);
    },
  };
};
