import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { dynamoAudits } from '../../../aws/dynamodb/audits.ts';
import { auditsContract } from '../../support/contracts/audits.ts';
import { memoryAudits } from '../../support/memory/audits.ts';

auditsContract('the in-memory store', memoryAudits);

/** A table with what these rows need: conditional puts, queries by partition in key order, and the index. */
auditsContract('DynamoDB', () => {
  process.env.GOVERNANCE_TABLE = 'governance';
  const items = new Map<string, Record<string, string>>();
  const dynamo = mockClient(DynamoDBDocumentClient);
  dynamo.on(PutCommand).callsFake(({ Item, ConditionExpression }) => {
    const key = `${Item.pk}\n${Item.sk}`;
    if (ConditionExpression === 'attribute_not_exists(pk)' && items.has(key))
      throw Object.assign(new Error('exists'), { name: 'ConditionalCheckFailedException' });
    items.set(key, Item);
    return {};
  });
  dynamo.on(QueryCommand).callsFake(({ IndexName, ExpressionAttributeValues, ScanIndexForward }) => {
    const [value] = Object.values(ExpressionAttributeValues);
    const [partition, sort] =
      IndexName === 'gsi1' ? (['gsi1pk', 'gsi1sk'] as const) : (['pk', 'sk'] as const);
    const rows = [...items.values()]
      .filter((item) => item[partition] === value)
      .sort((a, b) => ((a[sort] ?? '') < (b[sort] ?? '') ? -1 : 1));
    return { Items: ScanIndexForward === false ? rows.reverse() : rows };
  });
  return dynamoAudits();
});
