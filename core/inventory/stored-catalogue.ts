import type { CycleId } from '../identifiers.ts';
import { type Catalogue, DocumentNotFound, type Documents } from '../ports.ts';
import type { ObservedEndpoint } from '../traffic/endpoints.ts';
import type { ApiRecord, EndpointState } from './api-record.ts';
import { resolveCatalogue } from './catalogue.ts';
import { type CatalogueDiff, diffCatalogue } from './catalogue-diff.ts';
import { cycleKeys } from './cycle-keys.ts';
import { type StoredDeclarations, storedGateways } from './declarations.ts';

/** `cycles/<cycleId>/catalogue.json`: the catalogue as one cycle found it. */
export interface StoredCatalogue {
  readonly cycleId: CycleId;
  readonly records: readonly ApiRecord[];
  readonly diff: CatalogueDiff;
}

/**
 * Resolves the catalogue of a cycle and stores it before anything else changes: a repeated step takes the stored one,
 * so that its difference is still the one against the cycle before.
 */
export const storedCatalogue = async (
  cycleId: CycleId,
  catalogue: Pick<Catalogue, 'list'>,
  documents: Documents,
): Promise<StoredCatalogue> => {
  const keys = cycleKeys(cycleId);
  try {
    return await documents.getJson<StoredCatalogue>(keys.catalogue);
  } catch (error) {
    if (!(error instanceof DocumentNotFound)) throw error;
  }
  const declared = await documents.getJson<StoredDeclarations>(keys.declarations);
  const observed = await documents.getJson<readonly ObservedEndpoint[]>(keys.observed);
  const gateways = await storedGateways(documents, cycleId);
  const previous = await catalogue.list();
  const records = resolveCatalogue({ ...declared, cycleId, gateways, observed, previous });
  const stored = { cycleId, records, diff: diffCatalogue(previous, records, declared.unread) };
  await documents.putJson(keys.catalogue, stored);
  return stored;
};

/** The figures of the catalogue that a person sees. */
export const catalogueCounts = (records: readonly ApiRecord[], diff: CatalogueDiff) => {
  const inState = (state: EndpointState): number =>
    records.reduce((sum, record) => sum + record.endpoints.filter((one) => one.state === state).length, 0);
  return {
    apisFound: records.length,
    apisOnGateway: records.filter((record) => record.gateway !== undefined).length,
    apisWithoutOwner: records.filter((record) => record.owner === undefined).length,
    endpoints: records.reduce((sum, record) => sum + record.endpoints.length, 0),
    shadowEndpoints: inState('shadow'),
    undocumentedEndpoints: inState('undocumented'),
    bypassEndpoints: inState('bypass'),
    apisAdded: diff.added.length,
    apisRemoved: diff.removed.length,
    apisChanged: diff.changed.length,
  };
};
