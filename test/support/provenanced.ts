import type { EvidenceSource } from '../../core/inventory/evidence.ts';

/** A value that one source gives and none contradicts. */
export const said = <T>(
  value: T,
  source: EvidenceSource = 'workshop',
  locator = 'workshop/inventory.csv:4',
) => ({
  value,
  source,
  locator,
  confidence: 0.7,
  others: [],
});

/** What a record has when nothing was joined into it and nobody reaches it. */
export const plainRecord = { places: [], resources: [], merges: [], stale: [] } as const;
