import { createHash } from 'node:crypto';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { setting } from '../settings.ts';
import { documentClient } from './table.ts';

interface Expiring {
  readonly expiresAt: string;
}

const keyOf = (id: string) => ({
  pk: `SESSION#${createHash('sha256').update(id).digest('hex')}`,
  sk: 'SESSION',
});

/**
 * Rows of signed-in browsers. Keys are hashes: whoever reads the table cannot take a session over. The table forgets
 * rows by itself, some time after they end; the reader looks at the time.
 */
export const dynamoSessions = <Session extends Expiring>() => {
  const table = setting('GOVERNANCE_TABLE');
  return {
    async put(id: string, session: Session): Promise<void> {
      const expiresAtEpoch = Math.ceil(new Date(session.expiresAt).getTime() / 1000);
      await documentClient().send(
        new PutCommand({ TableName: table, Item: { ...keyOf(id), value: session, expiresAtEpoch } }),
      );
    },
    async get(id: string): Promise<Session | undefined> {
      const { Item } = await documentClient().send(
        new GetCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true }),
      );
      return Item?.value as Session | undefined;
    },
    async delete(id: string): Promise<void> {
      await documentClient().send(new DeleteCommand({ TableName: table, Key: keyOf(id) }));
    },
  };
};
