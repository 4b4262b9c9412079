import { createHash } from 'node:crypto';
import type { ApiRecord } from './api-record.ts';

/** Rows of evidence that are stored with a record; all of a cycle's stand in its own document. */
export const evidenceKept = 100;

/** A record as it is stored. */
export const storedRecord = (record: ApiRecord): ApiRecord =>
  record.evidence.length > evidenceKept
    ? { ...record, evidence: record.evidence.slice(0, evidenceKept) }
    : record;

/** What changes with every look, whether or not anything happened. */
const volatile = new Set(['observedAt', 'lastSeenCycle']);

const settled = (key: string, value: unknown): unknown => {
  if (volatile.has(key)) return undefined;
  // Confidence fades a little every day; a tenth of it is worth a write.
  if (key === 'confidence' && typeof value === 'number') return Math.round(value * 10) / 10;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // A database keeps members in no order.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Hash of what a record says, equal for two cycles that found the same. */
export const contentHash = (record: ApiRecord): string =>
  createHash('sha256')
    .update(JSON.stringify(storedRecord(record), settled))
    .digest('base64');
