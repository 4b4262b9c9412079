/** One page of a list and the token of the next. */
export interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/** Every item of a paged list. An endpoint that answers the same token for ever is cut off. */
export const allPages = async <Item>(
  ask: (token: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> => {
  const all: Item[] = [];
  let token: string | undefined;
  for (;;) {
    const { items, next } = await ask(token);
    all.push(...(items ?? []));
    if (!next || next === token) return all;
    token = next;
  }
};
