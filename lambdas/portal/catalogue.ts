import {
  type CatalogueFilter,
  facetNames,
  type Order,
  orderNames,
  searchCatalogue,
} from '../../core/inventory/catalogue-search.ts';
import { type HttpRequest, htmlAnswer } from '../edge/http.ts';
import { cataloguePage } from './pages/catalogue-page.ts';
import { forStakeholders } from './people.ts';

/** What is asked for, bounded; a value that no API has finds none. */
const filterOf = ({ queryStringParameters = {} }: HttpRequest): CatalogueFilter => {
  const asked = (name: string): string => (queryStringParameters[name] ?? '').slice(0, 100);
  const page = Number.parseInt(asked('page'), 10);
  return {
    text: asked('q').trim(),
    chosen: Object.fromEntries(facetNames.flatMap((facet) => (asked(facet) ? [[facet, asked(facet)]] : []))),
    order: orderNames.find((order) => order === asked('order')) ?? ('name' satisfies Order),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
};

export const catalogue = forStakeholders(async (request, ports, { session }) => {
  const [known, unowned] = await Promise.all([ports.overview.rows(), ports.attestations.unowned()]);
  const nobodys = new Set(unowned.map(({ apiId }) => apiId));
  const rows = known.map((row) => (nobodys.has(row.apiId) ? { ...row, unowned: true as const } : row));
  const filter = filterOf(request);
  return htmlAnswer(
    200,
    cataloguePage({
      total: rows.length,
      findings: searchCatalogue(rows, filter),
      filter,
      cycle: await ports.cycles.latest(),
      session,
    }),
  );
});
