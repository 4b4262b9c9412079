import type { ApiId } from '../identifiers.ts';

/** An id that an API had before it was found to be one with another; it leads there for good. */
export interface CatalogueAlias {
  readonly from: ApiId;
  readonly to: ApiId;
  /** The cycle that joined them. */
  readonly cycleId: string;
}

/** Every old id with the id it leads to now, over any number of joins; ids that are in use again lead nowhere. */
export const flatAliases = (
  aliases: readonly CatalogueAlias[],
  inUse: ReadonlySet<ApiId>,
): readonly CatalogueAlias[] => {
  const next = new Map(aliases.map((alias) => [alias.from, alias]));
  const endOf = (start: ApiId): ApiId => {
    let at = start;
    const seen = new Set([at]);
    for (;;) {
      const to = inUse.has(at) ? undefined : next.get(at)?.to;
      if (to === undefined || seen.has(to)) return at;
      seen.add(to);
      at = to;
    }
  };
  return [...next.values()]
    .filter(({ from }) => !inUse.has(from))
    .map((alias) => ({ ...alias, to: endOf(alias.from) }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
};
