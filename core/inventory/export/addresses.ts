import type { ApiRecord } from '../api-record.ts';

const hostForm = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/**
 * Base URLs under which clients reach an API, sorted. A wildcard, or what is no host name, has no URL; braces and
 * other characters that a URL may not have are percent-encoded.
 */
export const baseUrls = ({ places }: Pick<ApiRecord, 'places'>): readonly string[] => {
  const urls = places.flatMap(({ host, basePath }) => {
    const [path = ''] = basePath.split(/[?#]/);
    const url = `https://${host}${path.replace(/^(?!\/|$)/, '/')}`;
    return hostForm.test(host) && URL.canParse(url) ? [new URL(url).href.replace(/\/$/, '')] : [];
  });
  return [...new Set(urls)].sort();
};

/** Whether an API is there to be called: not removed, not retired, not a mere plan. */
export const isLive = ({ removedSince, lifecycle }: Pick<ApiRecord, 'removedSince' | 'lifecycle'>): boolean =>
  removedSince === undefined && lifecycle?.value !== 'retired' && lifecycle?.value !== 'proposed';

/**
 * The site that a published list of APIs stands on where nobody says: the host on which most of them are reached.
 * @returns an origin such as `https://api.bank.example`
 */
export const siteOf = (records: readonly Pick<ApiRecord, 'places'>[]): string => {
  const origins = records.flatMap((record) => [
    ...new Set(baseUrls(record).map((url) => new URL(url).origin)),
  ]);
  const counts = [...Map.groupBy(origins, (origin) => origin)].map(([origin, all]) => ({
    origin,
    count: all.length,
  }));
  const [first] = counts.toSorted((a, b) => b.count - a.count || (a.origin < b.origin ? -1 : 1));
  return first?.origin ?? 'https://localhost';
};
