import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';

type Item = Record<string, unknown>;
interface Expression {
  readonly TableName?: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
}

const metadata = { message: 'no', $metadata: {} };

const at = (item: Item | undefined, path: string, names: Record<string, string> = {}): unknown =>
  path.split('.').reduce<unknown>((value, step) => (value as Item | undefined)?.[names[step] ?? step], item);

/** `attribute_exists(a)`, `attribute_not_exists(a)` and `a.b = :c`, joined by AND: what these repositories use. */
const holds = (item: Item | undefined, expression: Expression): boolean => {
  const {
    ConditionExpression: text,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values = {},
  } = expression;
  if (!text) return true;
  return text.split(' AND ').every((term) => {
    const [, not, path = ''] = /^attribute_(not_)?exists\(([^)]+)\)$/.exec(term) ?? [];
    if (path) return (at(item, path, names) === undefined) === (not !== undefined);
    const [, left = '', right = ''] = /^([\w.#]+) = (:\w+)$/.exec(term) ?? [];
    if (!left) throw new Error(`The test table does not know the condition ${term}.`);
    return at(item, left, names) === values[right];
  });
};

/** The tables of the governance account as far as repositories of rows need them: conditions, transactions, one index. */
export const dynamoTable = () => {
  const dynamo = mockClient(DynamoDBDocumentClient);
  const items = new Map<string, Item>();
  const keyOf = (table: string | undefined, { pk, sk }: Item): string => `${table} ${pk} ${sk}`;
  const fail = (): never => {
    throw new ConditionalCheckFailedException(metadata);
  };
  const reset = () => {
    process.env.GOVERNANCE_TABLE = 'governance';
    process.env.AUDIT_TABLE = 'audit';
    dynamo.reset();
    items.clear();
    dynamo.on(PutCommand).callsFake((put) => {
      const key = keyOf(put.TableName, put.Item);
      if (!holds(items.get(key), put)) fail();
      items.set(key, structuredClone(put.Item));
    });
    dynamo.on(DeleteCommand).callsFake((remove) => void items.delete(keyOf(remove.TableName, remove.Key)));
    dynamo
      .on(GetCommand)
      .callsFake(({ TableName, Key }) => ({ Item: structuredClone(items.get(keyOf(TableName, Key))) }));
    dynamo.on(UpdateCommand).callsFake((update) => {
      const item = items.get(keyOf(update.TableName, update.Key));
      if (!item || !holds(item, update)) return fail();
      const [, path = '', value = ''] = /^SET ([\w.#]+) = (:\w+)$/.exec(update.UpdateExpression) ?? [];
      const steps = path.split('.').map((step) => update.ExpressionAttributeNames[step] ?? step);
      const parent = at(item, steps.slice(0, -1).join('.')) as Item;
      parent[steps.at(-1) ?? ''] = update.ExpressionAttributeValues[value];
      return {};
    });
    dynamo.on(QueryCommand).callsFake((query) => {
      const {
        ExpressionAttributeValues: values,
        KeyConditionExpression: condition,
        IndexName: index,
      } = query;
      const [pk, sk] = index ? (['gsi1pk', 'gsi1sk'] as const) : (['pk', 'sk'] as const);
      const [, owner = ''] = /^\w+ = (:\w+)/.exec(condition) ?? [];
      const found = [...items]
        .filter(([key]) => key.startsWith(`${query.TableName} `))
        .map(([, item]) => item)
        .filter((item) => item[pk] === values[owner])
        .filter(
          (item) => !condition.includes('begins_with') || String(item[sk]).startsWith(values[':prefix']),
        )
        .filter((item) => !condition.includes('>= :at') || String(item[sk]) >= values[':at'])
        .sort((a, b) => (String(a[sk]) < String(b[sk]) ? -1 : 1));
      return { Items: structuredClone(found) };
    });
    dynamo.on(TransactWriteCommand).callsFake(({ TransactItems }) => {
      const puts = TransactItems.map(({ Put }: { Put: Expression & { Item: Item } }) => Put);
      const refused = puts.map(
        (put: Expression & { Item: Item }) => !holds(items.get(keyOf(put.TableName, put.Item)), put),
      );
      if (refused.includes(true))
        throw new TransactionCanceledException({
          ...metadata,
          CancellationReasons: refused.map((no: boolean) => ({
            Code: no ? 'ConditionalCheckFailed' : 'None',
          })),
        });
      for (const put of puts) items.set(keyOf(put.TableName, put.Item), structuredClone(put.Item));
    });
  };
  return { dynamo, items, reset };
};
