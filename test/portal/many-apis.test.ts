import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CatalogueIndexRow, indexRow } from '../../core/inventory/catalogue-index.ts';
import { overviewKeys, storedOverview } from '../../core/inventory/catalogue-overview.ts';
import { facetNames, orderNames, pageSize, searchCatalogue } from '../../core/inventory/catalogue-search.ts';
import { payments } from '../support/inventory-portal.ts';
import { fixedClock } from '../support/memory/clock.ts';
import { memoryDocuments } from '../support/memory/documents.ts';
import { type PortalWorld, portalWorld } from '../support/portal-world.ts';

const tiers = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
const rows: readonly CatalogueIndexRow[] = Array.from({ length: 10_000 }, (_, n) => ({
  ...indexRow(payments),
  apiId: `api-${n}` as never,
  name: `api-${String(n).padStart(5, '0')}`,
  owner: `team-${n % 70}@bank.test`,
  hosts: [`h${n}.bank.test`],
  paths: [`/v1/things/${n}/{id}`],
  tier: tiers[n % 4] ?? 'LOW',
  conflicts: n % 5 === 0 ? 1 : 0,
  stale: n % 7 === 0,
}));

let portal: PortalWorld;
let cookies: string[];
const reads: string[] = [];

beforeAll(async () => {
  const documents = memoryDocuments();
  await documents.putJson(overviewKeys.rows, rows);
  const counting = {
    getJson: async <T>(key: string) => {
      reads.push(key);
      return documents.getJson<T>(key);
    },
  };
  const nothing = {
    get: async () => undefined,
    history: async () => [],
    list: async () => Promise.reject(new Error('Everything was read.')),
    results: async () => Promise.reject(new Error('Results were read.')),
  };
  portal = await portalWorld({
    catalogue: nothing,
    overview: storedOverview(counting, nothing, fixedClock('2026-11-24T08:00:00.000Z')),
  });
  cookies = await portal.signIn('nora');
});

const names = async (query: string) => {
  const { body = '' } = await portal.ask('GET', `/catalogue${query}`, { cookies });
  return {
    body,
    names: [...body.matchAll(/role="rowheader"><a href="[^"]+">([^<]+)</g)].map(([, name]) => name ?? ''),
  };
};

describe('the list of ten thousand APIs', () => {
  test('is fifty at a time, from the overview alone, which is read once', async () => {
    const first = await names('');
    expect(first.names).toHaveLength(pageSize);
    expect(first.body).toContain('10000 of 10,000 APIs');
    expect(first.body).toContain('Page 1 of 200');
    expect(first.body.length).toBeLessThan(150_000);
    const last = await names('?page=200');
    expect(last.names.at(-1)).toBe('api-09999');
    expect(last.body).not.toContain('Next page');
    expect((await names('?page=9999')).names).toEqual(last.names);
    expect(reads).toEqual([overviewKeys.rows]);
  });

  test.each([
    ['?q=api-00042', 1],
    ['?q=H77.bank', 1],
    ['?q=things/4711', 1],
    ['?q=team-3@bank.test', pageSize],
    ['?q=no-such-word', 0],
    ['?tier=CRITICAL&only=conflicts&q=team-5@+api-000', 1],
  ])('%s', async (query, count) => {
    expect((await names(query)).names).toHaveLength(count);
  });

  test('keeps every choice when it turns the page', async () => {
    const { body } = await names('?q=bank&tier=HIGH&order=requests&page=2');
    expect(body).toContain('href="/catalogue?q=bank&amp;tier=HIGH&amp;order=requests"');
    expect(body).toContain('href="/catalogue?q=bank&amp;tier=HIGH&amp;order=requests&amp;page=3"');
  });

  test.each([
    '?page=-1',
    '?page=1e9',
    '?page=x',
    `?q=${'x'.repeat(5000)}`,
    '?tier=<script>',
    '?order=__proto__',
    '?state[]=x',
  ])('%s breaks nothing', async (query) => {
    expect((await portal.ask('GET', `/catalogue${query}`, { cookies })).statusCode).toBe(200);
  });
});

describe('the counts beside a filter', () => {
  test('say what choosing it would leave, whatever is chosen already', () => {
    const filter = { text: '', chosen: { tier: 'HIGH', only: 'stale' }, order: 'name', page: 1 } as const;
    const { counts } = searchCatalogue(rows, filter);
    for (const facet of facetNames)
      for (const [value, count] of counts[facet].slice(0, 5)) {
        const { matching } = searchCatalogue(rows, {
          ...filter,
          chosen: { ...filter.chosen, [facet]: value },
        });
        expect({ facet, value, count }).toEqual({ facet, value, count: matching });
      }
  });

  test('every order shows every row once', () => {
    const some = rows.slice(0, 120);
    for (const order of orderNames) {
      const pages = [1, 2, 3].flatMap(
        (page) => searchCatalogue(some, { text: '', chosen: {}, order, page }).rows,
      );
      expect(new Set(pages.map(({ apiId }) => apiId)).size).toBe(120);
    }
  });
});

test('an overview that is not there yet is the catalogue as far as it is', async () => {
  const overview = storedOverview(
    memoryDocuments(),
    { list: async () => [payments] },
    fixedClock('2026-11-24T08:00:00.000Z'),
  );
  expect((await overview.rows()).map(({ name, verdict }) => [name, verdict])).toEqual([
    ['payments', 'unknown'],
  ]);
  expect(await overview.discovery()).toBeUndefined();
});
