import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiId } from '../../core/identifiers.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import type { ApiResults, Catalogue } from '../../core/ports.ts';
import { setting } from '../settings.ts';
import { queryAll } from './query.ts';
import { documentClient } from './table.ts';

/** An item may hold 400 KB. Evidence rows are kept in S3 with the cycle; the newest hundred travel with the record. */
const evidenceKept = 100;

const pk = (apiId: ApiId): string => `API#${apiId}`;

export const dynamoCatalogue = (): Catalogue => {
  const table = setting('GOVERNANCE_TABLE');
  const putResult = (apiId: ApiId, sk: string, value: unknown) =>
    documentClient().send(new PutCommand({ TableName: table, Item: { pk: pk(apiId), sk, value } }));
  return {
    async put(record) {
      const value: ApiRecord = { ...record, evidence: record.evidence.slice(0, evidenceKept) };
      await documentClient().send(
        new PutCommand({
          TableName: table,
          Item: {
            pk: pk(record.apiId),
            sk: 'RECORD',
            gsi1pk: 'CATALOGUE',
            gsi1sk: `${record.name.value}#${record.apiId}`,
            value,
          },
        }),
      );
    },
    async get(apiId) {
      const { Item } = await documentClient().send(
        new GetCommand({ TableName: table, Key: { pk: pk(apiId), sk: 'RECORD' }, ConsistentRead: true }),
      );
      return Item?.value as ApiRecord | undefined;
    },
    async list() {
      const rows = await queryAll<{ value: ApiRecord }>({
        TableName: table,
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :catalogue',
        ExpressionAttributeValues: { ':catalogue': 'CATALOGUE' },
      });
      return rows.map((row) => row.value);
    },
    putDocumentation: async (result) => void (await putResult(result.apiId, 'RESULT#documentation', result)),
    putAssessment: async (result) => void (await putResult(result.apiId, 'RESULT#assessment', result)),
    putTriage: async (result) => void (await putResult(result.apiId, 'RESULT#triage', result)),
    async results(apiId) {
      const rows = await queryAll<{ sk: string; value: unknown }>({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :result)',
        ExpressionAttributeValues: { ':pk': pk(apiId), ':result': 'RESULT#' },
        ConsistentRead: true,
      });
      return Object.fromEntries(rows.map((row) => [row.sk.slice('RESULT#'.length), row.value])) as ApiResults;
    },
  };
};
