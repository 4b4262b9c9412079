import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoCatalogue } from '../../../aws/dynamodb/catalogue.ts';
import { cycleId } from '../../../core/identifiers.ts';
import type { EndpointRecord } from '../../../core/inventory/api-record.ts';
import { stated } from '../../support/evidence.ts';
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
  dynamo.on(PutCommand).callsFake(({ Item }) => {
    const at = items.findIndex(({ pk, sk }) => pk === Item.pk && sk === Item.sk);
    items.splice(at < 0 ? items.length : at, at < 0 ? 0 : 1, Item);
  });
  dynamo
    .on(GetCommand)
    .callsFake(({ Key }) => ({ Item: items.find(({ pk, sk }) => pk === Key.pk && sk === Key.sk) }));
  dynamo.on(QueryCommand).callsFake(({ IndexName, ExpressionAttributeValues: values, ScanIndexForward }) => {
    const found = items.filter(({ pk, sk, gsi1pk }) =>
      IndexName
        ? gsi1pk === values[':partition']
        : pk === values[':pk'] && String(sk).startsWith(values[':sk']),
    );
    const sorted = found.toSorted((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
    return { Items: ScanIndexForward === false ? sorted.toReversed() : sorted };
  });
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

  test('an old id is a row that leads to the other record, and is in the list no more', async () => {
    const catalogue = dynamoCatalogue(memoryDocuments());
    const [pay, old] = [record('pay'), record('old')];
    for (const one of [pay, old]) await catalogue.put(one);
    const alias = { from: old.apiId, to: pay.apiId, cycleId: 'cycle-2' };
    await catalogue.putAlias(alias);
    expect(await catalogue.get(old.apiId)).toEqual(pay);
    expect(await catalogue.list()).toEqual([pay]);
    expect(await catalogue.aliases()).toEqual([alias]);
    await catalogue.put(old);
    expect(await catalogue.get(old.apiId)).toEqual(old);
    expect(await catalogue.aliases()).toEqual([]);
  });

  test('the history of an API is its own, newest first, one entry a cycle', async () => {
    const catalogue = dynamoCatalogue(memoryDocuments());
    const entry = (id: string, apiId = record('pay').apiId) => ({
      apiId,
      cycleId: cycleId(id),
      changes: [id],
      fields: [],
    });
    const entries = [
      entry('cycle-1'),
      entry('cycle-2'),
      entry('cycle-2'),
      entry('cycle-1', record('other').apiId),
    ];
    for (const one of entries) await catalogue.putHistory(one);
    expect((await catalogue.history(record('pay').apiId)).map(({ changes }) => changes)).toEqual([
      ['cycle-2'],
      ['cycle-1'],
    ]);
    expect(await catalogue.results(record('pay').apiId)).toEqual({});
  });

  test('a record keeps its first hundred rows of evidence', async () => {
    const evidence = Array.from({ length: 150 }, (_, n) =>
      stated('workshop', { apiName: 'pay', locator: `w:${n}` }),
    );
    const catalogue = dynamoCatalogue(memoryDocuments());
    await catalogue.put(record('pay', { evidence }));
    expect((await catalogue.get(record('pay').apiId))?.evidence).toHaveLength(100);
  });
});
