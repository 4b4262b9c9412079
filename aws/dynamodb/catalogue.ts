import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiId } from '../../core/identifiers.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import type { ApiResults, Catalogue, Documents } from '../../core/ports.ts';
import { s3Documents } from '../s3/documents.ts';
import { setting } from '../settings.ts';
import { restored, type StoredValue, stored } from './large-value.ts';
import { queryAll } from './query.ts';
import { documentClient } from './table.ts';

/** Every row of evidence is kept with its cycle; the first hundred travel with the record. */
const evidenceKept = 100;

const pk = (apiId: ApiId): string => `API#${apiId}`;

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
  return {
    put: (record) =>
      put(
        record.apiId,
        'RECORD',
        { ...record, evidence: record.evidence.slice(0, evidenceKept) },
        {
          gsi1pk: 'CATALOGUE',
          gsi1sk: `${record.name.value}#${record.apiId}`,
        },
      ),
    async get(apiId) {
      const { Item } = await documentClient().send(
        new GetCommand({ TableName: table, Key: { pk: pk(apiId), sk: 'RECORD' }, ConsistentRead: true }),
      );
      return Item && restored<ApiRecord>(Item as StoredValue, documents);
    },
    async list() {
      const rows = await queryAll<StoredValue>({
        TableName: table,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :catalogue',
        ExpressionAttributeValues: { ':catalogue': 'CATALOGUE' },
      });
      return Promise.all(rows.map((row) => restored<ApiRecord>(row, documents)));
    },
    putDocumentation: (result) => put(result.apiId, 'RESULT#documentation', result),
    putAssessment: (result) => put(result.apiId, 'RESULT#assessment', result),
    putTriage: (result) => put(result.apiId, 'RESULT#triage', result),
    async results(apiId) {
      const rows = await queryAll<StoredValue & { sk: string }>({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :result)',
        ExpressionAttributeValues: { ':pk': pk(apiId), ':result': 'RESULT#' },
        ConsistentRead: true,
      });
      const parts = rows.map(
        async (row) => [row.sk.slice('RESULT#'.length), await restored(row, documents)] as const,
      );
      return Object.fromEntries(await Promise.all(parts)) as ApiResults;
    },
  };
};
