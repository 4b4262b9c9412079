import type { ApiRecord } from './api-record.ts';

/**
 * What runs, as far as anybody knows. An API that no source could confirm this time is among them; one that every source
 * was proven to name no more is history, and stays stored until somebody retires it.
 */
export const currentRecords = (records: readonly ApiRecord[]): readonly ApiRecord[] =>
  records.filter(({ removedSince }) => removedSince === undefined);
