import { createHash } from 'node:crypto';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoSessions } from '../../../aws/dynamodb/sessions.ts';

const table = mockClient(DynamoDBDocumentClient);
process.env.GOVERNANCE_TABLE = 'governance';

const id = 'the-id-in-the-cookie';
const key = { pk: `SESSION#${createHash('sha256').update(id).digest('hex')}`, sk: 'SESSION' };
const session = { expiresAt: '2026-11-24T16:00:00.500Z', csrfSecret: 'secret' };

beforeEach(() => {
  table.reset();
});

describe('a session', () => {
  test('is kept under a hash of its id, and forgotten by the table after its end', async () => {
    table.on(PutCommand).resolves({});
    await dynamoSessions().put(id, session);
    const { input } = table.commandCalls(PutCommand)[0]?.args[0] ?? {};
    expect(input).toEqual({
      TableName: 'governance',
      Item: { ...key, value: session, expiresAtEpoch: Date.parse('2026-11-24T16:00:01Z') / 1000 },
    });
    expect(JSON.stringify(input)).not.toContain(id);
  });

  test('is read as it is now, so that a sign-out counts at once', async () => {
    table
      .on(GetCommand, { TableName: 'governance', Key: key, ConsistentRead: true })
      .resolves({ Item: { ...key, value: session } });
    expect(await dynamoSessions().get(id)).toEqual(session);
  });

  test('that there is not is undefined', async () => {
    table.on(GetCommand).resolves({});
    expect(await dynamoSessions().get('other')).toBeUndefined();
  });

  test('is deleted by the same key', async () => {
    table.on(DeleteCommand).resolves({});
    await dynamoSessions().delete(id);
    expect(table.commandCalls(DeleteCommand)[0]?.args[0].input).toEqual({
      TableName: 'governance',
      Key: key,
    });
  });
});
