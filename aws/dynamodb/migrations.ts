import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ApiId, MigrationId } from '../../core/identifiers.ts';
import type { Migration } from '../../core/migration/migration.ts';
import { type Fence, LostLock, type Migrations } from '../../core/migration/ports.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { conditionFailed, documentClient } from './table.ts';

interface Row {
  readonly migration: Migration;
  readonly fence: Fence;
  /** Counts changes, so that two writers cannot overwrite each other. */
  readonly version: number;
}

const rowKey = (migrationId: MigrationId) => ({ pk: `MIGRATION#${migrationId}`, sk: 'MIGRATION' });
const lockKey = (apiId: ApiId) => ({ pk: `API#${apiId}`, sk: 'MIGRATION_LOCK' });

const rowItem = (migration: Migration, fence: Fence) => ({
  ...rowKey(migration.migrationId),
  gsi1pk: 'MIGRATIONS',
  gsi1sk: `${migration.startedAt}#${migration.migrationId}`,
  migration,
  fence,
  version: 1,
});

/** States in which a migration keeps its API: at work, or half undone. */
const holding = new Set(['RUNNING', 'COMPENSATION_FAILED']);

/** Concurrent writers of one row are an execution and its successor; more rounds than this mean something else. */
const maxAttempts = 5;

const transactionFailed = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TransactionCanceledException';

/** Migrations: a row each with its fence, and one lock row per API. */
export const dynamoMigrations = (): Migrations => {
  const TableName = setting('GOVERNANCE_TABLE');
  const read = async (migrationId: MigrationId): Promise<Row | undefined> => {
    const { Item } = await documentClient().send(
      new GetCommand({ TableName, Key: rowKey(migrationId), ConsistentRead: true }),
    );
    return Item as Row | undefined;
  };
  const holder = async (apiId: ApiId): Promise<MigrationId | undefined> => {
    const { Item } = await documentClient().send(
      new GetCommand({ TableName, Key: lockKey(apiId), ConsistentRead: true }),
    );
    return Item?.migrationId as MigrationId | undefined;
  };
  const take = async (
    migration: Migration,
    row: Row | undefined,
    held: MigrationId | undefined,
  ): Promise<void> => {
    const lock = {
      TableName,
      Item: { ...lockKey(migration.apiId), migrationId: migration.migrationId },
      ...(held === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'migrationId = :held', ExpressionAttributeValues: { ':held': held } }),
    };
    const own = row
      ? {
          Update: {
            TableName,
            Key: rowKey(migration.migrationId),
            UpdateExpression: 'SET fence = :next',
            ConditionExpression: 'fence = :fence AND migration.#state = :running',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':next': row.fence + 1, ':fence': row.fence, ':running': 'RUNNING' },
          },
        }
      : { Put: { TableName, Item: rowItem(migration, 1), ConditionExpression: 'attribute_not_exists(pk)' } };
    await documentClient().send(new TransactWriteCommand({ TransactItems: [{ Put: lock }, own] }));
  };
  return {
    get: async (migrationId) => (await read(migrationId))?.migration,
    async listMigrations() {
      const rows = await queryAll<Row>({
        TableName,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :migrations',
        ExpressionAttributeValues: { ':migrations': 'MIGRATIONS' },
        ScanIndexForward: false,
      });
      return rows.map((row) => row.migration);
    },
    async lock(migration) {
      for (let attempt = 1; ; attempt++) {
        const row = await read(migration.migrationId);
        if (row && row.migration.state !== 'RUNNING') return { kind: 'ENDED', migration: row.migration };
        const held = await holder(migration.apiId);
        if (held !== undefined && held !== migration.migrationId) {
          const other = await read(held);
          if (other && holding.has(other.migration.state)) return { kind: 'HELD', by: held };
        }
        try {
          await take(migration, row, held);
          return { kind: 'LOCKED', fence: (row?.fence ?? 0) + 1, migration: row?.migration ?? migration };
        } catch (error) {
          if (!transactionFailed(error) || attempt >= maxAttempts) throw error;
        }
      }
    },
    async change(migrationId, fence, change) {
      for (let attempt = 1; ; attempt++) {
        const row = await read(migrationId);
        if (!row || row.fence !== fence || row.migration.state !== 'RUNNING')
          throw new LostLock(`Migration ${migrationId} is no longer this execution's.`);
        const changed = change(row.migration);
        if (changed === row.migration) return changed;
        try {
          await documentClient().send(
            new UpdateCommand({
              TableName,
              Key: rowKey(migrationId),
              UpdateExpression: 'SET migration = :migration, version = :next',
              ConditionExpression: 'fence = :fence AND version = :version',
              ExpressionAttributeValues: {
                ':migration': changed,
                ':next': row.version + 1,
                ':fence': fence,
                ':version': row.version,
              },
            }),
          );
          return changed;
        } catch (error) {
          if (!conditionFailed(error) || attempt >= maxAttempts) throw error;
        }
      }
    },
    async unlock(apiId, migrationId) {
      try {
        await documentClient().send(
          new DeleteCommand({
            TableName,
            Key: lockKey(apiId),
            ConditionExpression: 'attribute_not_exists(pk) OR migrationId = :migrationId',
            ExpressionAttributeValues: { ':migrationId': migrationId },
          }),
        );
      } catch (error) {
        if (!conditionFailed(error)) throw error;
      }
    },
    async putEnded(migration) {
      try {
        await documentClient().send(
          new PutCommand({
            TableName,
            Item: rowItem(migration, 0),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
      } catch (error) {
        if (!conditionFailed(error)) throw error;
      }
    },
  };
};
