import * as z from 'zod';
import type { ApiId, PersonId } from '../../identifiers.ts';
import type { ApiRecord, EndpointRecord } from '../api-record.ts';
import {
  apiStyles,
  dataClasses,
  directions,
  type Evidence,
  environments,
  exposures,
  lifecycles,
} from '../evidence.ts';
import { type EvidenceSource, evidenceSources } from '../evidence-sources.ts';

/** A text that the type system tells apart from others; in a file it is a text. */
const branded = <Id extends string>() => z.string().min(1) as unknown as z.ZodType<Id>;
const names = z.array(z.string());
const source = z.enum(Object.keys(evidenceSources) as [EvidenceSource, ...EvidenceSource[]]);

/** One statement of one source, as `core/inventory/evidence.ts` describes it. */
export const evidenceSchema = z.object({
  source,
  locator: z.string(),
  account: z.string().exactOptional(),
  region: z.string().exactOptional(),
  gatewayId: z.string().exactOptional(),
  apiName: z.string().exactOptional(),
  style: z.enum(apiStyles).exactOptional(),
  host: z.string().exactOptional(),
  basePath: z.string().exactOptional(),
  resource: z.string().exactOptional(),
  leadsTo: names.exactOptional(),
  operations: z
    .array(
      z.object({
        method: z.string(),
        template: z.string(),
        deprecated: z.literal(true).exactOptional(),
        statuses: z.array(z.number()).exactOptional(),
        queryNames: names.exactOptional(),
        pointer: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  owner: z.string().exactOptional(),
  purpose: z.string().exactOptional(),
  exposure: z.enum(exposures).exactOptional(),
  dataClass: z.enum(dataClasses).exactOptional(),
  environment: z.enum(environments).exactOptional(),
  lifecycle: z.enum(lifecycles).exactOptional(),
  direction: z.enum(directions).exactOptional(),
  partners: names.exactOptional(),
  note: z.string().exactOptional(),
  observedAt: z.string(),
  confidence: z.number(),
  stale: z.literal(true).exactOptional(),
  afterReveal: z.literal(true).exactOptional(),
  support: z.object({ requests: z.number(), principals: z.number() }).exactOptional(),
}) satisfies z.ZodType<Evidence>;

/** A value with its source; `others` is what other sources say instead. */
const provenanced = <T extends z.ZodType>(value: T) => {
  const said = { value, source, locator: z.string(), confidence: z.number() };
  return z.object({
    ...said,
    others: z.array(z.object(said)),
    settledBy: branded<PersonId>().exactOptional(),
  });
};

export const endpointSchema = z.object({
  method: z.string(),
  template: z.string(),
  state: z.enum(['managed', 'shadow', 'undocumented', 'bypass', 'orphan', 'zombie', 'drifted', 'stranded']),
  documented: z.boolean(),
  onGateway: z.boolean(),
  observed: z.boolean(),
  requests: z.number(),
  principals: z.number(),
  firstSeen: z.string().exactOptional(),
  lastSeen: z.string().exactOptional(),
  deprecated: z.literal(true).exactOptional(),
  aroundGateway: z.literal(true).exactOptional(),
  sources: z.array(source).exactOptional(),
  drift: names.exactOptional(),
}) satisfies z.ZodType<EndpointRecord>;

const gateway = z.object({
  kind: z.enum(['REST', 'HTTP', 'WEBSOCKET']),
  account: z.string(),
  region: z.string(),
  gatewayId: z.string(),
  stages: names,
  domains: z.array(z.object({ domainName: z.string(), basePath: z.string(), stage: z.string() })),
});

/** An `ApiRecord` as it is written into files and read back from one that somebody hands in. */
export const recordSchema = z.object({
  apiId: branded<ApiId>(),
  name: provenanced(z.string()),
  style: provenanced(z.enum(apiStyles)).exactOptional(),
  owner: provenanced(z.string()).exactOptional(),
  purpose: provenanced(z.string()).exactOptional(),
  exposure: provenanced(z.enum(exposures)).exactOptional(),
  dataClass: provenanced(z.enum(dataClasses)).exactOptional(),
  environment: provenanced(z.enum(environments)).exactOptional(),
  lifecycle: provenanced(z.enum(lifecycles)).exactOptional(),
  direction: provenanced(z.enum(directions)).exactOptional(),
  partners: names,
  tier: z.enum(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']).exactOptional(),
  hosts: names,
  places: z.array(z.object({ host: z.string(), basePath: z.string() })),
  gateway: gateway.exactOptional(),
  resources: names,
  merges: z.array(z.object({ kind: z.string(), left: z.string(), right: z.string(), sentence: z.string() })),
  documentKey: z.string().exactOptional(),
  endpoints: z.array(endpointSchema),
  evidence: z.array(evidenceSchema),
  confidence: z.number(),
  stale: names,
  firstSeenCycle: z.string(),
  lastSeenCycle: z.string(),
  removedSince: z.string().exactOptional(),
}) satisfies z.ZodType<ApiRecord>;
