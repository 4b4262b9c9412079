import { indexRow } from '../../../core/inventory/catalogue-index.ts';
import type { CatalogueOverview, DiscoveryOverview } from '../../../core/inventory/catalogue-overview.ts';
import type { Catalogue } from '../../../core/ports.ts';

/** The overview of what the catalogue holds now. */
export const memoryOverview = (
  catalogue: Pick<Catalogue, 'list' | 'results'>,
  discovery?: DiscoveryOverview,
): CatalogueOverview => ({
  rows: async () => {
    const records = await catalogue.list();
    return Promise.all(
      records.map(async (record) => indexRow(record, await catalogue.results(record.apiId))),
    );
  },
  discovery: async () => discovery,
});
