import type { CycleId } from '../identifiers.ts';
import { type ApiResults, type Catalogue, type Clock, DocumentNotFound, type Documents } from '../ports.ts';
import type { ApiRecord } from './api-record.ts';
import { type CatalogueIndexRow, indexRow } from './catalogue-index.ts';
import { currentRecords } from './current-records.ts';
import type { DiscoveryPolicy } from './discovery-policy.ts';
import { coverageStatement } from './estimate/coverage-statement.ts';
import { estimateUnknown, type UnknownEstimate } from './estimate/estimate.ts';
import { notCovered } from './estimate/not-covered.ts';
import type { Evidence } from './evidence.ts';
import type { PossibleDuplicate } from './resolution/joins/join-rule.ts';
import type { SourceCoverage } from './source-coverage.ts';
import type { StoredCatalogue } from './stored-catalogue.ts';

/** What the newest cycle says of discovery as a whole. */
export interface DiscoveryOverview {
  readonly cycleId: CycleId;
  readonly coverage: readonly SourceCoverage[];
  /** Hosts and resources that nobody accounts for. */
  readonly leads: readonly Evidence[];
  readonly possibleDuplicates: readonly PossibleDuplicate[];
  readonly estimate: UnknownEstimate;
  /** `notCovered`. */
  readonly notCovered: readonly string[];
}

/** What the portal's lists are made from: small enough to be read at once for ten thousand APIs. */
export interface CatalogueOverview {
  rows(): Promise<readonly CatalogueIndexRow[]>;
  /** Undefined before the first cycle. */
  discovery(): Promise<DiscoveryOverview | undefined>;
}

export const overviewKeys = {
  rows: 'inventory/overview/rows.json',
  discovery: 'inventory/overview/discovery.json',
} as const;

/** How long a reader may hold what it read: a cycle takes minutes, and pages of single APIs are always fresh. */
const heldMs = 30_000;

const orUndefined = async <T>(read: Promise<T>): Promise<T | undefined> => {
  try {
    return await read;
  } catch (error) {
    if (error instanceof DocumentNotFound) return undefined;
    throw error;
  }
};

/** The overview as the last cycle published it; before the first one, the catalogue as far as it is there. */
export const storedOverview = (
  documents: Pick<Documents, 'getJson'>,
  catalogue: Pick<Catalogue, 'list'>,
  clock: Clock,
): CatalogueOverview => {
  const held = <T>(read: () => Promise<T>) => {
    let last: { readonly until: number; readonly value: Promise<T> } | undefined;
    return (): Promise<T> => {
      const now = clock.now().getTime();
      if (!last || now >= last.until) {
        const value = read();
        last = { until: now + heldMs, value };
        // A reading that failed is not held.
        value.catch(() => {
          last = undefined;
        });
      }
      return last.value;
    };
  };
  return {
    rows: held(
      async () =>
        (await orUndefined(documents.getJson<readonly CatalogueIndexRow[]>(overviewKeys.rows))) ??
        currentRecords(await catalogue.list()).map((record) => indexRow(record)),
    ),
    discovery: held(() => orUndefined(documents.getJson<DiscoveryOverview>(overviewKeys.discovery))),
  };
};

/** Publishes what the lists are made from; the last thing a cycle does to the catalogue. */
export const publishRows = async (
  apis: readonly (ApiResults & { readonly record: ApiRecord })[],
  documents: Pick<Documents, 'putJson'>,
): Promise<void> => {
  const rows = apis.map(({ record, ...results }) => indexRow(record, results));
  await documents.putJson(overviewKeys.rows, rows);
};

/** Publishes what a cycle could see, what it could not, and how many APIs may be unknown. */
export const publishDiscovery = async (
  { cycleId, records, coverage, leads, possibleDuplicates }: StoredCatalogue,
  families: DiscoveryPolicy['estimate']['families'],
  documents: Pick<Documents, 'putJson'>,
): Promise<void> => {
  const overview: DiscoveryOverview = {
    cycleId,
    coverage,
    leads,
    possibleDuplicates,
    estimate: estimateUnknown(records, families),
    notCovered: notCovered(coverageStatement(coverage), records),
  };
  await documents.putJson(overviewKeys.discovery, overview);
};
