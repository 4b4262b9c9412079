import type { ApiRecord } from './api-record.ts';
import type { Evidence } from './evidence.ts';
import { sourceKind } from './evidence-sources.ts';
import { type Fading, noisyOr } from './resolution/confidence.ts';
import type { SourceCoverage } from './source-coverage.ts';

/** What this cycle could look at. */
export interface Looked {
  readonly coverage: readonly SourceCoverage[];
  /** `account/region` of which something could not be read. */
  readonly unread: readonly string[];
}

const isPlaceOf = (row: SourceCoverage, { account, region, locator }: Evidence): boolean =>
  row.account === undefined
    ? row.place !== undefined && (locator.startsWith(row.place) || row.place.startsWith(locator))
    : row.account === account && (row.region === undefined || region === undefined || row.region === region);

/**
 * Whether it is proven that a source does not say this any more: everything that is read of its place was read in full.
 * Traffic never proves that something is gone; a place that is not read any more is silent, and so proves nothing. A
 * file that was taken back is a statement that was taken back.
 */
const isGone = (one: Evidence, { coverage, unread }: Looked): boolean => {
  if (sourceKind(one.source).shows === 'use') return false;
  if (unread.includes(`${one.account}/${one.region}`)) return false;
  const rows = coverage.filter((row) => isPlaceOf(row, one));
  if (rows.some(({ state }) => state !== 'READ')) return false;
  return one.account === undefined || coverage.length === 0 || rows.length > 0;
};

/** `account/region source`, or `file source`. */
export const sourcePlace = ({ account, region, locator, source }: Evidence): string =>
  `${account ? [account, region].filter(Boolean).join('/') : locator.replace(/[#:].*$/s, '')} ${source}`;

export interface MissingRecords {
  /** Known and not seen this time: they stay, with what was last known of them. */
  readonly unverified: readonly ApiRecord[];
  /** Proven to be gone; they stay stored until somebody retires them. */
  readonly removed: readonly ApiRecord[];
}

/** What becomes of the records that no API of this cycle is. */
export const missingRecords = (
  missing: readonly ApiRecord[],
  looked: Looked,
  fading: Fading,
  cycleId: string,
): MissingRecords => {
  const unverified: ApiRecord[] = [];
  const removed: ApiRecord[] = [];
  for (const record of missing.filter(({ removedSince }) => removedSince === undefined)) {
    const silent = record.evidence.filter((one) => !isGone(one, looked));
    if (silent.length === 0) removed.push({ ...record, removedSince: cycleId });
    else
      unverified.push({
        ...record,
        stale: [...new Set(silent.map(sourcePlace))].sort(),
        confidence: noisyOr(record.evidence, fading),
      });
  }
  return { unverified, removed };
};
