import type { GatewayApi } from '../gateway/gateway-api.ts';
import type { CycleId } from '../identifiers.ts';
import { interned, type Pool } from '../interned.ts';
import { inParallel } from '../parallel.ts';
import { type Catalogue, DocumentNotFound, type Documents } from '../ports.ts';
import type { ObservedEndpoint } from '../traffic/endpoints.ts';
import type { ApiRecord, EndpointState } from './api-record.ts';
import { type CatalogueSources, type Inventory, resolveInventory } from './catalogue.ts';
import type { CatalogueAlias } from './catalogue-alias.ts';
import { type CatalogueDiff, diffCatalogue } from './catalogue-diff.ts';
import type { Corrections } from './correction.ts';
import { cycleKeys } from './cycle-keys.ts';
import type { StoredDeclarations } from './declarations.ts';
import { observedOutline } from './observed-outline.ts';
import { observedOf } from './observed-store.ts';
import { gatewayOutline } from './resolution/gateway-outline.ts';
import type { SourceCoverage } from './source-coverage.ts';

/** `cycles/<cycleId>/catalogue.json`: the catalogue as one cycle found it. */
export interface StoredCatalogue extends Omit<Inventory, 'unverified' | 'merged' | 'split'> {
  readonly cycleId: CycleId;
  readonly diff: CatalogueDiff;
  readonly coverage: readonly SourceCoverage[];
}

export interface StoredCataloguePorts {
  readonly catalogue: Pick<Catalogue, 'list' | 'aliases'>;
  readonly corrections: Pick<Corrections, 'list'>;
  readonly documents: Documents;
}

/** The bank's rules that decide what a catalogue says. */
export type CatalogueRules = Pick<CatalogueSources, 'policy' | 'tiers'>;

export interface CatalogueOfCycle {
  readonly stored: StoredCatalogue;
  /** What the catalogue holds at this moment. */
  readonly present: readonly ApiRecord[];
  readonly presentAliases: readonly CatalogueAlias[];
}

/** Gateway APIs that are read at once. */
const concurrency = 32;

/** What this cycle read, in as little memory as it takes: the largest banks have hundreds of thousands of endpoints. */
const readSources = async (
  cycleId: CycleId,
  documents: Documents,
): Promise<Omit<CatalogueSources, 'previous'>> => {
  const keys = cycleKeys(cycleId);
  const pool: Pool = new Map();
  const observed: ObservedEndpoint[] = [];
  for await (const part of observedOf(cycleId, documents))
    observed.push(...part.map((endpoint) => observedOutline(endpoint, pool)));
  const declared = interned(await documents.getJson<StoredDeclarations>(keys.declarations), pool);
  const gateways = await inParallel(await documents.list(keys.gateways), concurrency, async (key) =>
    interned(gatewayOutline(await documents.getJson<GatewayApi>(key)), pool),
  );
  return { ...declared, cycleId, gateways, observed };
};

const resolved = async (
  cycleId: CycleId,
  { corrections, documents }: StoredCataloguePorts,
  rules: CatalogueRules,
  present: readonly ApiRecord[],
  aliases: readonly CatalogueAlias[],
): Promise<StoredCatalogue> => {
  const sources = await readSources(cycleId, documents);
  const { unverified, merged, split, ...inventory } = resolveInventory({
    ...sources,
    ...rules,
    corrections: await corrections.list(),
    previous: present,
    aliases,
  });
  return {
    cycleId,
    ...inventory,
    diff: diffCatalogue(present, { ...inventory, unverified, merged, split }),
    coverage: sources.coverage ?? [],
  };
};

/**
 * Resolves the catalogue of a cycle and stores it before anything else changes: a repeated step takes the stored one,
 * so that its difference is still the one against the cycle before.
 */
export const storedCatalogue = async (
  cycleId: CycleId,
  ports: StoredCataloguePorts,
  rules: CatalogueRules,
): Promise<CatalogueOfCycle> => {
  const key = cycleKeys(cycleId).catalogue;
  const present = await ports.catalogue.list();
  const presentAliases = await ports.catalogue.aliases();
  try {
    const stored = await ports.documents.getJson<StoredCatalogue>(key);
    return { stored, present, presentAliases };
  } catch (error) {
    if (!(error instanceof DocumentNotFound)) throw error;
  }
  const stored = await resolved(cycleId, ports, rules, present, presentAliases);
  // For machines: indented it would be half as large again.
  await ports.documents.put(key, JSON.stringify(stored));
  return { stored, present, presentAliases };
};

/** The figures of the catalogue that a person sees. */
export const catalogueCounts = ({ records, diff, leads, possibleDuplicates }: StoredCatalogue) => {
  const inState = (state: EndpointState): number =>
    records.reduce((sum, record) => sum + record.endpoints.filter((one) => one.state === state).length, 0);
  return {
    apisFound: records.length,
    apisOnGateway: records.filter((record) => record.gateway !== undefined).length,
    apisWithoutOwner: records.filter((record) => record.owner === undefined).length,
    apisStale: records.filter((record) => record.stale.length > 0).length,
    endpoints: records.reduce((sum, record) => sum + record.endpoints.length, 0),
    shadowEndpoints: inState('shadow'),
    undocumentedEndpoints: inState('undocumented'),
    bypassEndpoints: inState('bypass'),
    zombieEndpoints: inState('zombie'),
    driftedEndpoints: inState('drifted'),
    apisAdded: diff.added.length,
    apisRemoved: diff.removed.length,
    apisUnverified: diff.unverified.length,
    apisChanged: diff.changed.length,
    leads: leads.length,
    possibleDuplicates: possibleDuplicates.length,
  };
};
