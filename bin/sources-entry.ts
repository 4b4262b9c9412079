import { readFile, writeFile } from 'node:fs/promises';
import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import { CommandFailure } from './failure.ts';

export interface SourcesEntry {
  readonly account: string;
  readonly regions: readonly string[];
  /** ISO 8601, UTC: since when changes of API Gateway are reported. */
  readonly changeFeedSince?: string;
}

/** The entry as a person adds it to `sources.yaml`. */
export const entryText = (entry: SourcesEntry): string =>
  stringify({ accounts: [entry] }, { defaultStringType: 'PLAIN', flowCollectionPadding: false }).replace(
    /account: (\d+)/,
    'account: "$1"',
  );

/**
 * Adds the account to a `sources.yaml`, or its Regions to the account that is there. Comments and order stay.
 * @throws CommandFailure for a file that is no such list
 */
export const addToSources = async (
  file: string,
  entry: SourcesEntry,
): Promise<'added' | 'extended' | 'unchanged'> => {
  const before = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '';
    throw new CommandFailure(`${file}: It cannot be read (${error.code ?? 'error'}). Check the path.`, 2);
  });
  const document = parseDocument(before);
  const isList = document.contents === null || isMap(document.contents);
  const accounts = isList ? (document.get('accounts') ?? undefined) : undefined;
  if (!isList || document.errors.length > 0 || (accounts !== undefined && !isSeq(accounts)))
    throw new CommandFailure(
      `${file}: It is no list of sources. Correct it, or add the entry by hand:\n${entryText(entry)}`,
      2,
    );
  const rows = isSeq(accounts) ? accounts.items.filter(isMap) : [];
  const own = rows.filter((row) => String(row.get('account')) === entry.account);
  const known = own.flatMap((row) => {
    const regions = row.get('regions');
    const listed = isSeq(regions) ? (regions.toJSON() as string[]) : [];
    return [...listed, ...(row.has('region') ? [String(row.get('region'))] : [])];
  });
  const missing = entry.regions.filter((region) => !known.includes(region));
  if (own.length > 0 && missing.length === 0) return 'unchanged';
  const added = document.createNode(own.length > 0 ? { ...entry, regions: missing } : entry);
  const name = added.get('account', true);
  if (name && typeof name === 'object') Object.assign(name, { type: 'QUOTE_DOUBLE' });
  if (isSeq(accounts)) accounts.add(added);
  else document.set('accounts', document.createNode([added]));
  await writeFile(file, document.toString());
  return own.length > 0 ? 'extended' : 'added';
};
