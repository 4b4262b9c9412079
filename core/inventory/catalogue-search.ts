import type { CatalogueIndexRow } from './catalogue-index.ts';

/** Ways to narrow the list, each with the values that a row has of it. */
const facets = {
  state: (row: CatalogueIndexRow): readonly string[] => Object.keys(row.states),
  verdict: (row: CatalogueIndexRow) => [row.verdict],
  tier: (row: CatalogueIndexRow) => [row.tier ?? 'unknown'],
  gateway: (row: CatalogueIndexRow) => (row.gateways.length > 0 ? row.gateways : ['none']),
  owner: (row: CatalogueIndexRow) => (row.owner === undefined ? [] : [row.owner]),
  partner: (row: CatalogueIndexRow) => row.partners,
  only: (row: CatalogueIndexRow) => [
    ...(row.conflicts > 0 ? ['conflicts'] : []),
    ...(row.owner === undefined || row.unowned ? ['unowned'] : []),
    ...(row.stale ? ['stale'] : []),
  ],
} as const satisfies Readonly<Record<string, (row: CatalogueIndexRow) => readonly string[]>>;

export type Facet = keyof typeof facets;
export const facetNames = Object.keys(facets) as readonly Facet[];

const tierRank: Readonly<Record<string, number>> = { CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3 };
const byName = (a: CatalogueIndexRow, b: CatalogueIndexRow): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.apiId < b.apiId ? -1 : 1;

/** Orders of the list; rows that are equal in it stand by name. */
const orders = {
  name: () => 0,
  tier: (a: CatalogueIndexRow, b: CatalogueIndexRow) =>
    (tierRank[a.tier ?? ''] ?? 4) - (tierRank[b.tier ?? ''] ?? 4),
  requests: (a: CatalogueIndexRow, b: CatalogueIndexRow) => b.requests - a.requests,
  conflicts: (a: CatalogueIndexRow, b: CatalogueIndexRow) => b.conflicts - a.conflicts,
  confidence: (a: CatalogueIndexRow, b: CatalogueIndexRow) => a.confidence - b.confidence,
} as const;

export type Order = keyof typeof orders;
export const orderNames = Object.keys(orders) as readonly Order[];

export interface CatalogueFilter {
  /** Words that all have to stand in name, owner, hosts, paths or partners. */
  readonly text: string;
  readonly chosen: Readonly<Partial<Record<Facet, string>>>;
  readonly order: Order;
  /** 1, 2, 3 … */
  readonly page: number;
}

export const pageSize = 50;

export interface CatalogueFindings {
  readonly rows: readonly CatalogueIndexRow[];
  /** How many match in all. */
  readonly matching: number;
  readonly page: number;
  readonly pages: number;
  /** Of each facet, how many would match with that value and every other choice as it is; most first. */
  readonly counts: Readonly<Record<Facet, readonly (readonly [value: string, count: number])[]>>;
}

const wordsOf = (row: CatalogueIndexRow): string =>
  [row.name, row.owner ?? '', ...row.partners, ...row.hosts, ...row.paths, row.apiId]
    .join('\n')
    .toLowerCase();

const countsOf = (rows: readonly CatalogueIndexRow[], facet: Facet) => {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const value of facets[facet](row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
};

/** One page of the rows that match, and what every further choice would leave. Pages beyond the last are the last. */
export const searchCatalogue = (
  rows: readonly CatalogueIndexRow[],
  { text, chosen, order, page }: CatalogueFilter,
): CatalogueFindings => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const named = words.length === 0 ? rows : rows.filter((row) => hasAll(wordsOf(row), words));
  const matches = (row: CatalogueIndexRow, except?: Facet): boolean =>
    facetNames.every((facet) => {
      const value = chosen[facet];
      return value === undefined || facet === except || facets[facet](row).includes(value);
    });
  const found = named.filter((row) => matches(row));
  const sorted = found.toSorted((a, b) => orders[order](a, b) || byName(a, b));
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const shown = Math.min(Math.max(1, page), pages);
  return {
    rows: sorted.slice((shown - 1) * pageSize, shown * pageSize),
    matching: found.length,
    page: shown,
    pages,
    counts: Object.fromEntries(
      facetNames.map((facet) => [
        facet,
        countsOf(chosen[facet] === undefined ? found : named.filter((row) => matches(row, facet)), facet),
      ]),
    ) as unknown as CatalogueFindings['counts'],
  };
};

const hasAll = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));
