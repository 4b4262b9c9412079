import type { ApiRecord } from './api-record.ts';

/**
 * The records of the newest cycle that wrote the catalogue. Older ones stay stored with their evidence: an API that no
 * source names any more is history, not part of what runs.
 */
export const currentRecords = (records: readonly ApiRecord[]): readonly ApiRecord[] => {
  const newest = records
    .map(({ lastSeenCycle }) => lastSeenCycle)
    .toSorted()
    .at(-1);
  return records.filter(({ lastSeenCycle }) => lastSeenCycle === newest);
};
