/** One page of a list and the token of the next. */
export interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/** A list that goes on for ever is no answer. */
export class EndlessList extends Error {
  override readonly name = 'EndlessList';
}

/** Far above every quota of API Gateway: the longest list is that of 10,000 API keys. */
const maxPages = 2_000;

/**
 * Every item of a paged list. An endpoint that answers the same token for ever is cut off.
 * @throws EndlessList when it always answers another one
 */
export const allPages = async <Item>(
  ask: (token: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> => {
  const all: Item[] = [];
  let token: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const { items, next } = await ask(token);
    for (const item of items ?? []) all.push(item);
    if (!next || next === token) return all;
    token = next;
  }
  throw new EndlessList(`A list has more than ${maxPages} pages.`);
};

/** Every item of a list of version 1, 500 a page: the most that it gives (API Gateway API reference, `limit`). */
export const restPages = <Item>(
  ask: (page: { limit: number; position: string | undefined }) => Promise<{
    readonly items?: Item[] | undefined;
    readonly position?: string | undefined;
  }>,
): Promise<Item[]> =>
  allPages(async (token) => {
    const { items, position } = await ask({ limit: 500, position: token });
    return { items, next: position };
  });

/** Every item of a list of version 2, 100 a page. */
export const httpPages = <Item>(
  ask: (page: { MaxResults: string; NextToken: string | undefined }) => Promise<{
    readonly Items?: Item[] | undefined;
    readonly NextToken?: string | undefined;
  }>,
): Promise<Item[]> =>
  allPages(async (token) => {
    const { Items, NextToken } = await ask({ MaxResults: '100', NextToken: token });
    return { items: Items, next: NextToken };
  });
