import { inParallel } from '../parallel.ts';
import type { Catalogue } from '../ports.ts';
import type { ApiRecord } from './api-record.ts';
import { historyOf } from './catalogue-history.ts';
import { contentHash } from './record-content.ts';
import type { CatalogueOfCycle } from './stored-catalogue.ts';

/** Writes at once: enough to hide the way to the table, few enough for a table that was idle. */
const concurrency = 32;

/**
 * Brings the catalogue to what a cycle found. Only what says something else than before is written, and an API's
 * history grows only when something was done to it; a repeated call finishes what one that broke off began.
 * @returns how many records were written
 */
export const writeCatalogue = async (
  { stored, present, presentAliases }: CatalogueOfCycle,
  catalogue: Pick<Catalogue, 'put' | 'putAlias' | 'putHistory'>,
): Promise<number> => {
  const before = new Map(present.map((record) => [record.apiId, record]));
  const isNew = (record: ApiRecord): boolean => {
    const known = before.get(record.apiId);
    return known === undefined || contentHash(known) !== contentHash(record);
  };
  const written = [...stored.records, ...stored.removed].filter(isNew);
  const entries = historyOf(stored.cycleId, stored.diff, (apiId) => before.has(apiId));
  const known = new Map(presentAliases.map(({ from, to }) => [from, to]));
  const aliases = stored.aliases.filter(({ from, to }) => known.get(from) !== to);
  await inParallel(entries, concurrency, (entry) => catalogue.putHistory(entry));
  await inParallel(written, concurrency, (record) => catalogue.put(record));
  // Last: an old id leads on only once the record it leads to is there.
  await inParallel(aliases, concurrency, (alias) => catalogue.putAlias(alias));
  return written.length;
};
