/** Disjoint sets over the numbers below `size` (Tarjan 1975), with the members of each set at hand. */
export interface UnionFind {
  /** The set an item is in, named by one of its members. */
  find(item: number): number;
  /** Makes two sets one. */
  union(a: number, b: number): void;
  /** Members of the item's set, ascending. */
  members(item: number): readonly number[];
}

export const unionFind = (size: number): UnionFind => {
  const parent = Array.from({ length: size }, (_, index) => index);
  const members = parent.map((index) => [index]);
  const find = (item: number): number => {
    let root = item;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = item; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  return {
    find,
    union(a, b) {
      const [one, other] = [find(a), find(b)];
      if (one === other) return;
      // The larger keeps its name, so that no item is renamed more than log n times.
      const [keeps, goes] =
        (members[one]?.length ?? 0) >= (members[other]?.length ?? 0) ? [one, other] : [other, one];
      parent[goes] = keeps;
      members[keeps]?.push(...(members[goes] ?? []));
      members[goes] = [];
    },
    members: (item) => (members[find(item)] ?? []).toSorted((x, y) => x - y),
  };
};
