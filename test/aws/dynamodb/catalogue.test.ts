import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoCatalogue } from '../../../aws/dynamodb/catalogue.ts';
import type { EndpointRecord } from '../../../core/inventory/api-record.ts';
import { record } from '../../support/governance-world.ts';
import { memoryDocuments } from '../../support/memory/documents.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const items: Record<string, unknown>[] = [];

const endpoints = (count: number): EndpointRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    method: 'GET',
    template: `/resources/${index}/{resourceId}`,
    state: 'managed',
    documented: true,
    onGateway: true,
    observed: true,
    requests: index,
    principals: 1,
  }));

beforeEach(() => {
  process.env.GOVERNANCE_TABLE = 'governance';
  dynamo.reset();
  items.length = 0;
  dynamo.on(PutCommand).callsFake(({ Item }) => items.push(Item));
  dynamo
    .on(GetCommand)
    .callsFake(({ Key }) => ({ Item: items.find(({ pk, sk }) => pk === Key.pk && sk === Key.sk) }));
  dynamo.on(QueryCommand).callsFake(() => ({ Items: items }));
});

describe('the catalogue in DynamoDB', () => {
  test('a record is one item that the index lists by name', async () => {
    await dynamoCatalogue(memoryDocuments()).put(record('payments'));
    expect(items[0]).toMatchObject({
      pk: 'API#payments-00000000',
      sk: 'RECORD',
      gsi1pk: 'CATALOGUE',
      gsi1sk: 'payments#payments-00000000',
    });
  });

  test.each([10, 5_000])(
    'a record with %d endpoints comes back whole, and no item comes near 400 KB',
    async (count) => {
      const documents = memoryDocuments();
      const catalogue = dynamoCatalogue(documents);
      const large = record('ledger', { endpoints: endpoints(count) });
      await catalogue.put(large);
      expect(await catalogue.get(large.apiId)).toEqual(large);
      expect(await catalogue.list()).toEqual([large]);
      expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThan(150 * 1024);
      expect(documents.bodies.size).toBe(count > 1000 ? 1 : 0);
    },
  );

  test('what changed is another object: a pointer never changes its meaning', async () => {
    const documents = memoryDocuments();
    const catalogue = dynamoCatalogue(documents);
    await catalogue.put(record('ledger', { endpoints: endpoints(5_000) }));
    await catalogue.put(record('ledger', { endpoints: endpoints(5_001) }));
    expect(documents.bodies.size).toBe(2);
  });
});
