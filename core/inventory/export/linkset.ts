import { canonicalText } from '../../canonical-text.ts';
import type { ApiRecord } from '../api-record.ts';
import { baseUrls, isLive, siteOf } from './addresses.ts';
import { inOrder } from './catalogue-file.ts';
import type { ExportOptions } from './export-options.ts';

export const linksetType = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

/**
 * The catalogue for `/.well-known/api-catalog` (RFC 9727) as a linkset (RFC 9264): one item for each address of each
 * API that is there to be called. Names and addresses only: whoever reads it is outside of the bank.
 */
export const catalogueLinkset = (
  records: readonly ApiRecord[],
  { site = siteOf(records) }: Pick<ExportOptions, 'site'> = {},
): string => {
  const items = inOrder(records)
    .filter(isLive)
    .flatMap((record) => baseUrls(record).map((href) => ({ href, title: record.name.value })));
  return canonicalText({ linkset: [{ anchor: `${site}/.well-known/api-catalog`, item: items }] });
};
