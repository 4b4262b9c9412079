import type { CollectBatch } from './collection-plan.ts';
import type { CollectorFailure, CollectorReading } from './collectors/collector.ts';
import { hiddenBy } from './collectors/hidden-by.ts';
import type { Evidence } from './evidence.ts';
import type { SourceCoverage } from './source-coverage.ts';

/** What one cycle uses of one collector: this cycle's reading, and where it failed what was read last. */
export interface Collected extends SourceCoverage {
  readonly account: string;
  readonly region: string;
  readonly evidence: readonly Evidence[];
  readonly calls: Readonly<Record<string, number>>;
}

const isListFailure = ({ about }: CollectorFailure): boolean => about === '';

const isMissing = ({ reason }: CollectorFailure): boolean => reason === 'UNSUPPORTED';

const asStale = (evidence: Evidence): Evidence => ({ ...evidence, stale: true });

/**
 * Puts a reading together with the last good one. Nothing that was known is dropped because a source was silent: what
 * could not be read keeps what it said last, marked stale and with its own date.
 * @param reading absent when the collector ended without a result
 */
export const settleReading = (
  { account, region, collector }: Pick<CollectBatch, 'account' | 'region' | 'collector'>,
  reading: CollectorReading | undefined,
  last: Collected | undefined,
): Collected => {
  const place = { source: collector, account, region };
  const failures = reading?.failures ?? [
    { call: 'CollectSource', reason: 'UNAVAILABLE' as const, about: '' },
  ];
  const kept = (last?.evidence ?? []).map(asStale);
  // Where AWS has no such service there is nothing of it to read.
  if (reading && kept.length === 0 && failures.some((one) => isListFailure(one) && isMissing(one)))
    return {
      ...place,
      state: 'READ',
      listed: 0,
      read: 0,
      readAt: reading.observedAt,
      failures,
      calls: reading.calls,
      evidence: [],
    };
  if (!reading || (failures.some(isListFailure) && reading.evidence.length === 0)) {
    return {
      ...place,
      state: last ? 'STALE' : 'UNREAD',
      read: 0,
      ...(last?.readAt ? { readAt: last.readAt } : {}),
      failures,
      calls: reading?.calls ?? {},
      evidence: kept,
    };
  }
  const listIsWhole = !failures.some(isListFailure);
  const fresh = new Set(reading.evidence.map(({ locator }) => locator));
  // A list that broke off says nothing of what it did not reach.
  const missed = kept.filter(
    (one) => !fresh.has(one.locator) && (!listIsWhole || failures.some((failure) => hiddenBy(failure, one))),
  );
  const unread = new Set(failures.filter((one) => !isListFailure(one)).map(({ about }) => about)).size;
  return {
    ...place,
    state: failures.length === 0 ? 'READ' : 'PARTIAL',
    listed: reading.listed,
    read: Math.max(0, reading.listed - unread),
    readAt: reading.observedAt,
    failures,
    calls: reading.calls,
    evidence: [...reading.evidence, ...missed],
  };
};

/** What may stand for the next cycle: never a reading that is worse than the one before. */
export const isWorthKeeping = ({ state }: Collected): boolean => state === 'READ' || state === 'PARTIAL';
