import type { CatalogueFilter } from '../../../core/inventory/catalogue-search.ts';

/** The address of the list with a filter; what is as usual is left out. */
export const catalogueAddress = ({ text, chosen, order, page }: CatalogueFilter): string => {
  const query = new URLSearchParams({
    ...(text ? { q: text } : {}),
    ...chosen,
    ...(order === 'name' ? {} : { order }),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return query.size > 0 ? `/catalogue?${query}` : '/catalogue';
};
