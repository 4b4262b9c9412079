import { GetCommand, PutCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ApiId } from '../../core/identifiers.ts';
import { interned, type Pool } from '../../core/interned.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import type { CatalogueAlias } from '../../core/inventory/catalogue-alias.ts';
import type { HistoryEntry } from '../../core/inventory/catalogue-history.ts';
import { storedRecord } from '../../core/inventory/record-content.ts';
import { inParallel } from '../../core/parallel.ts';
import type { ApiResults, Catalogue, Documents } from '../../core/ports.ts';
import { s3Documents } from '../s3/documents.ts';
import { setting } from '../settings.ts';
import { restored, type StoredValue, stored } from './large-value.ts';
import { pagesOf, queryAll } from './query.ts';
import { documentClient } from './table.ts';

/** Large values that are fetched at once. */
const concurrency = 16;

const pk = (apiId: ApiId): string => `API#${apiId}`;
const historySk = 'HISTORY#';

/** Index partitions of records (by name) and of old ids. */
const records = 'CATALOGUE';
const oldIds = 'CATALOGUE_ALIASES';

interface AliasRow {
  readonly alias: CatalogueAlias;
}

export const dynamoCatalogue = (
  documents: Pick<Documents, 'putJson' | 'getJson'> = s3Documents(),
): Catalogue => {
  const table = setting('GOVERNANCE_TABLE');
  const put = async (
    apiId: ApiId,
    sk: string,
    value: unknown,
    index: Readonly<Record<string, string>> = {},
  ) => {
    const Item = {
      pk: pk(apiId),
      sk,
      ...index,
      ...(await stored(`${apiId}/${sk.toLowerCase().replace('#', '-')}`, value, documents)),
    };
    await documentClient().send(new PutCommand({ TableName: table, Item }));
  };
  const read = async (apiId: ApiId): Promise<StoredValue | AliasRow | undefined> => {
    const { Item } = await documentClient().send(
      new GetCommand({ TableName: table, Key: { pk: pk(apiId), sk: 'RECORD' }, ConsistentRead: true }),
    );
    return Item as StoredValue | AliasRow | undefined;
  };
  const indexed = (partition: string): QueryCommandInput => ({
    TableName: table,
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :partition',
    ExpressionAttributeValues: { ':partition': partition },
  });
  const beginning = <Row>(apiId: ApiId, sk: string, newestFirst = false): Promise<Row[]> =>
    queryAll<Row>({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk(apiId), ':sk': sk },
      ConsistentRead: true,
      ScanIndexForward: !newestFirst,
    });
  return {
    put: (record) =>
      put(record.apiId, 'RECORD', storedRecord(record), {
        gsi1pk: records,
        gsi1sk: `${record.name.value}#${record.apiId}`,
      }),
    async get(apiId) {
      const row = await read(apiId);
      // An alias leads to a record, never to another alias.
      const found = row && 'alias' in row ? await read(row.alias.to) : row;
      return found && !('alias' in found) ? restored<ApiRecord>(found, documents) : undefined;
    },
    async list() {
      const pool: Pool = new Map();
      const rows: StoredValue[] = [];
      // Page by page: ten thousand records as the client parses them would fill a function's memory.
      for await (const page of pagesOf<StoredValue>(indexed(records)))
        rows.push(
          ...page.map((row) =>
            interned('pointer' in row ? { pointer: row.pointer } : { value: row.value }, pool),
          ),
        );
      return inParallel(rows, concurrency, (row) => restored<ApiRecord>(row, documents));
    },
    async putAlias(alias) {
      const Item = { pk: pk(alias.from), sk: 'RECORD', gsi1pk: oldIds, gsi1sk: alias.from, alias };
      await documentClient().send(new PutCommand({ TableName: table, Item }));
    },
    async aliases() {
      return (await queryAll<AliasRow>(indexed(oldIds))).map(({ alias }) => alias);
    },
    putHistory: (entry) => put(entry.apiId, `${historySk}${entry.cycleId}`, entry),
    async history(apiId) {
      const rows = await beginning<StoredValue>(apiId, historySk, true);
      return inParallel(rows, concurrency, (row) => restored<HistoryEntry>(row, documents));
    },
    putDocumentation: (result) => put(result.apiId, 'RESULT#documentation', result),
    putAssessment: (result) => put(result.apiId, 'RESULT#assessment', result),
    putTriage: (result) => put(result.apiId, 'RESULT#triage', result),
    async results(apiId) {
      const rows = await beginning<StoredValue & { sk: string }>(apiId, 'RESULT#');
      const parts = rows.map(
        async (row) => [row.sk.slice('RESULT#'.length), await restored(row, documents)] as const,
      );
      return Object.fromEntries(await Promise.all(parts)) as ApiResults;
    },
  };
};
