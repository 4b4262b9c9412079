import * as z from 'zod';
import { type EvidenceSource, evidenceSources, type SourceFamily } from './evidence-sources.ts';

const sources = Object.keys(evidenceSources) as [EvidenceSource, ...EvidenceSource[]];
const independentFamilies = [
  'configuration',
  'dns',
  'code',
  'traffic',
  'scan',
  'people',
  'contract',
] as const satisfies readonly SourceFamily[];

/** `policy/discovery.yaml`; what the file leaves out is as here. */
export const discoveryPolicy = z.object({
  version: z.string().min(1).default('2026.1'),
  confidence: z.object({ halfLifeDays: z.number().positive() }).default({ halfLifeDays: 90 }),
  /** Sources whose configuration makes an endpoint count as on the gateway. */
  approvedGateways: z
    .array(z.enum(sources))
    .min(1)
    .default(['api-gateway-rest', 'api-gateway-http', 'api-gateway-websocket', 'appsync']),
  traffic: z.object({ windowDays: z.number().positive() }).default({ windowDays: 90 }),
  estimate: z
    .object({ families: z.array(z.enum(independentFamilies)).min(1) })
    .default({ families: independentFamilies.filter((family) => family !== 'scan') }),
  fullSweepDays: z.number().positive().default(7),
});
export type DiscoveryPolicy = z.output<typeof discoveryPolicy>;
