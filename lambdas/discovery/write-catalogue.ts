import * as z from 'zod';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCorrections } from '../../aws/dynamodb/corrections.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { cycleId } from '../../core/identifiers.ts';
import { publishDiscovery } from '../../core/inventory/catalogue-overview.ts';
import { discoveryPolicy } from '../../core/inventory/discovery-policy.ts';
import {
  type CatalogueRules,
  catalogueCounts,
  type StoredCataloguePorts,
  storedCatalogue,
} from '../../core/inventory/stored-catalogue.ts';
import { writeCatalogue } from '../../core/inventory/write-catalogue.ts';
import type { Catalogue, Cycles } from '../../core/ports.ts';
import { riskPolicy } from '../../core/risk/policy.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = async (
  event: z.output<typeof input>,
  ports: StoredCataloguePorts & {
    catalogue: Pick<Catalogue, 'list' | 'aliases' | 'put' | 'putAlias' | 'putHistory'>;
    cycles: Pick<Cycles, 'record'>;
    rules: CatalogueRules;
  },
) => {
  const id = cycleId(event.cycleId);
  const ofCycle = await storedCatalogue(id, ports, ports.rules);
  const apisWritten = await writeCatalogue(ofCycle, ports.catalogue);
  const { estimate } = ports.rules.policy ?? discoveryPolicy.parse({});
  await publishDiscovery(ofCycle.stored, estimate.families, ports.documents);
  const counts = { ...catalogueCounts(ofCycle.stored), apisWritten };
  await ports.cycles.record(id, 'WriteCatalogue', counts);
  return counts;
};

export const handler = task(input, run, () => ({
  catalogue: dynamoCatalogue(),
  corrections: dynamoCorrections(),
  documents: s3Documents(),
  cycles: dynamoCycles(),
  rules: { policy: loadPolicy('discovery', discoveryPolicy), tiers: loadPolicy('risk', riskPolicy).tier },
}));
