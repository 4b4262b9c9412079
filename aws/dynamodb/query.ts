import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { documentClient } from './table.ts';

/** Items of a query as they come. Rows are shaped by the repository that wrote them. */
export async function* pagesOf<Item>(input: QueryCommandInput): AsyncGenerator<readonly Item[]> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documentClient().send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
    yield (page.Items ?? []) as Item[];
    start = page.LastEvaluatedKey;
  } while (start);
}

/** Every item of a query. */
export const queryAll = async <Item>(input: QueryCommandInput): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const page of pagesOf<Item>(input)) items.push(...page);
  return items;
};
