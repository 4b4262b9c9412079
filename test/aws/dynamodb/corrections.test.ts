import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoCorrections } from '../../../aws/dynamodb/corrections.ts';
import { personId } from '../../../core/identifiers.ts';
import { correctionsContract } from '../../support/contracts/corrections.ts';
import { memoryCorrections } from '../../support/memory/corrections.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const items = new Map<string, Record<string, unknown>>();
const keyOf = ({ pk, sk }: Record<string, unknown>): string => `${pk} ${sk}`;
const failed = () => new ConditionalCheckFailedException({ message: 'no', $metadata: {} });

beforeEach(() => {
  process.env.GOVERNANCE_TABLE = 'governance';
  dynamo.reset();
  items.clear();
  dynamo.on(PutCommand).callsFake(({ Item, ConditionExpression }) => {
    if (ConditionExpression === 'attribute_not_exists(pk)' && items.has(keyOf(Item))) throw failed();
    items.set(keyOf(Item), Item);
  });
  dynamo.on(UpdateCommand).callsFake(({ Key, ExpressionAttributeValues: values, ConditionExpression }) => {
    const item = items.get(keyOf(Key));
    expect(ConditionExpression).toBe('attribute_exists(pk) AND attribute_not_exists(withdrawnAt)');
    if (!item || item.withdrawnAt !== undefined) throw failed();
    Object.assign(item, { withdrawnBy: values[':by'], withdrawnAt: values[':at'] });
  });
  dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues: values }) => ({
    Items: [...items.values()].filter(({ pk }) => pk === values[':pk']),
  }));
});

correctionsContract('the table', dynamoCorrections);
correctionsContract('the in-memory store', () => memoryCorrections());

describe('a correction in the table', () => {
  const anna = personId('https://id.test', 'anna');
  const correction = {
    correctionId: '1',
    kind: 'together',
    left: 'name:a',
    right: 'name:b',
    by: anna,
    at: '2026-11-02T00:00:00.000Z',
    reason: 'One product.',
  } as const;

  test('stays in the history with who took it back first', async () => {
    const store = dynamoCorrections();
    await store.add(correction);
    await store.withdraw('1', anna, '2026-11-03T00:00:00.000Z');
    await store.withdraw('1', personId('https://id.test', 'ben'), '2026-11-04T00:00:00.000Z');
    expect([...items.values()]).toEqual([
      {
        pk: 'CORRECTIONS',
        sk: 'CORRECTION#1',
        correction,
        withdrawnBy: anna,
        withdrawnAt: '2026-11-03T00:00:00.000Z',
      },
    ]);
  });

  test('an error of the table is no answer', async () => {
    dynamo.on(PutCommand).rejects(new Error('down'));
    await expect(dynamoCorrections().add(correction)).rejects.toThrow('down');
  });
});
