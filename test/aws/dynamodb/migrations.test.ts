import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoMigrations } from '../../../aws/dynamodb/migrations.ts';
import { apiId, cycleId, migrationId } from '../../../core/identifiers.ts';
import type { Migration } from '../../../core/migration/migration.ts';
import { LostLock } from '../../../core/migration/ports.ts';

const aws = mockClient(DynamoDBDocumentClient);
process.env.GOVERNANCE_TABLE = 'governance';
const migrations = dynamoMigrations();

const migration: Migration = {
  migrationId: migrationId('m-1'),
  apiId: apiId('a-1'),
  apiName: 'a',
  cycleId: cycleId('c-1'),
  state: 'RUNNING',
  source: { gatewayId: 's', stage: 'prod' },
  steps: [],
  probesBefore: [],
  probesAfter: [],
  startedAt: '2026-11-24T00:00:00.000Z',
};
const row = (change: Partial<Migration> = {}, fence = 1) => ({
  migration: { ...migration, ...change },
  fence,
  version: 4,
});
const lockKey = { pk: 'API#a-1', sk: 'MIGRATION_LOCK' };
const rowKey = (id: string) => ({ pk: `MIGRATION#${id}`, sk: 'MIGRATION' });
const reads = (own: object | undefined, lock?: object, other?: object) => {
  aws.on(GetCommand, { Key: rowKey('m-1') }).resolves({ Item: own as never });
  aws.on(GetCommand, { Key: lockKey }).resolves({ Item: lock as never });
  aws.on(GetCommand, { Key: rowKey('m-0') }).resolves({ Item: other as never });
};
const refused = Object.assign(new Error('condition'), { name: 'ConditionalCheckFailedException' });

beforeEach(() => {
  aws.reset();
  process.env.AWS_REGION = 'eu-central-1';
});

describe('lock', () => {
  test('takes lock and row in one transaction, both only if nobody has them', async () => {
    reads(undefined);
    aws.on(TransactWriteCommand).resolves({});
    expect(await migrations.lock(migration)).toEqual({ kind: 'LOCKED', fence: 1, migration });
    const items = aws.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems;
    expect(items?.map((item) => item.Put?.ConditionExpression)).toEqual([
      'attribute_not_exists(pk)',
      'attribute_not_exists(pk)',
    ]);
  });

  test('the same migration takes it again with a higher fence', async () => {
    reads(row({}, 3), { migrationId: 'm-1' });
    aws.on(TransactWriteCommand).resolves({});
    expect(await migrations.lock(migration)).toMatchObject({ kind: 'LOCKED', fence: 4 });
    const update = aws.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems?.[1]?.Update;
    expect(update?.ConditionExpression).toContain('fence = :fence');
    expect(update?.ExpressionAttributeValues).toMatchObject({ ':next': 4, ':fence': 3 });
  });

  test.each([
    ['a running migration holds it', { state: 'RUNNING' as const }, { kind: 'HELD', by: 'm-0' }],
    ['a half undone one holds it', { state: 'COMPENSATION_FAILED' as const }, { kind: 'HELD', by: 'm-0' }],
    ['an ended one does not', { state: 'VERIFIED' as const }, expect.objectContaining({ kind: 'LOCKED' })],
  ])('%s', async (_, change, result) => {
    reads(undefined, { migrationId: 'm-0' }, row(change));
    aws.on(TransactWriteCommand).resolves({});
    expect(await migrations.lock(migration)).toEqual(result);
  });

  test('an ended migration is not taken up again', async () => {
    reads(row({ state: 'VERIFIED' }));
    expect(await migrations.lock(migration)).toMatchObject({ kind: 'ENDED' });
    expect(aws.commandCalls(TransactWriteCommand)).toEqual([]);
  });

  test('who loses the race looks again', async () => {
    reads(undefined);
    aws
      .on(TransactWriteCommand)
      .rejectsOnce(new TransactionCanceledException({ message: 'x', $metadata: {} }))
      .resolves({});
    expect(await migrations.lock(migration)).toMatchObject({ kind: 'LOCKED' });
    expect(aws.commandCalls(TransactWriteCommand)).toHaveLength(2);
  });
});

describe('change', () => {
  test('writes on the condition of fence and version', async () => {
    reads(row());
    aws.on(UpdateCommand).resolves({});
    const changed = await migrations.change(migration.migrationId, 1, (current) => ({
      ...current,
      planHash: 'h',
    }));
    expect(changed.planHash).toBe('h');
    const input = aws.commandCalls(UpdateCommand)[0]?.args[0].input;
    expect(input?.ConditionExpression).toBe('fence = :fence AND version = :version');
    expect(input?.ExpressionAttributeValues).toMatchObject({ ':fence': 1, ':version': 4, ':next': 5 });
  });

  test('another fence, an ended or an unknown migration is lost', async () => {
    for (const item of [row({}, 2), row({ state: 'COMPENSATED' }), undefined]) {
      reads(item);
      await expect(migrations.change(migration.migrationId, 1, (current) => current)).rejects.toThrow(
        LostLock,
      );
    }
  });

  test('applies the change again to what another writer left', async () => {
    reads(row());
    aws.on(UpdateCommand).rejectsOnce(refused).resolves({});
    let applied = 0;
    await migrations.change(migration.migrationId, 1, (current) => {
      applied += 1;
      return { ...current };
    });
    expect(applied).toBe(2);
  });

  test('only looking writes nothing', async () => {
    reads(row());
    await migrations.change(migration.migrationId, 1, (current) => current);
    expect(aws.commandCalls(UpdateCommand)).toEqual([]);
  });
});

test('unlock frees only its own lock, and is quiet about others', async () => {
  aws.on(DeleteCommand).rejects(refused);
  await migrations.unlock(migration.apiId, migration.migrationId);
  expect(aws.commandCalls(DeleteCommand)[0]?.args[0].input).toMatchObject({
    Key: lockKey,
    ExpressionAttributeValues: { ':migrationId': 'm-1' },
  });
});

test('a refused migration is stored once', async () => {
  aws.on(PutCommand).rejects(refused);
  await migrations.putEnded({ ...migration, state: 'REFUSED' });
  expect(aws.commandCalls(PutCommand)[0]?.args[0].input.ConditionExpression).toBe('attribute_not_exists(pk)');
});

test('lists newest first from the index', async () => {
  aws.on(QueryCommand).resolves({ Items: [row()] });
  expect(await migrations.listMigrations()).toEqual([migration]);
  expect(aws.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
    IndexName: 'gsi1',
    ScanIndexForward: false,
  });
});
