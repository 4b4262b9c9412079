import type { CollectorFailure } from './collectors/collector.ts';

/**
 * What one cycle knows through one source of one place. `STALE`: it could not be read and what it said last is used.
 * `UNREAD`: it could not be read and never was.
 */
export interface SourceCoverage {
  /** A collector's id, an importer's id, `documents`, `workshop`, or `access-logs`. */
  readonly source: string;
  /** Account of an AWS source. */
  readonly account?: string;
  readonly region?: string;
  /** File or folder of what was handed in, bucket and prefix of logs. */
  readonly place?: string;
  readonly state: 'READ' | 'PARTIAL' | 'STALE' | 'UNREAD';
  /** Things that the source listed; absent when not even the list could be read. */
  readonly listed?: number;
  /** Of those, how many were read whole. */
  readonly read: number;
  /** When what is used was read. ISO 8601, UTC. */
  readonly readAt?: string;
  readonly failures: readonly CollectorFailure[];
}
