import * as z from 'zod';
import type { GatewayApi } from './gateway-api.ts';

/** A `GatewayApi` as it is read back from a file that somebody hands in. */
const reading = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), value }),
    z.object({
      known: z.literal(false),
      reason: z.enum(['ACCESS_DENIED', 'THROTTLED', 'UNSUPPORTED', 'UNAVAILABLE', 'STALE', 'PARSE']),
      message: z.string(),
    }),
  ]);

const texts = z.record(z.string(), z.string());

const deployedOperation = z.object({
  method: z.string(),
  path: z.string(),
  authorizationType: z.string(),
  apiKeyRequired: z.boolean(),
});

const operation = deployedOperation.extend({
  authorizerId: z.string().exactOptional(),
  requestValidatorId: z.string().exactOptional(),
  requestModels: texts,
  requestParameters: z.record(z.string(), z.boolean()),
  integration: z
    .object({
      type: z.string(),
      uri: z.string().exactOptional(),
      connectionType: z.string().exactOptional(),
      timeoutMillis: z.number().exactOptional(),
      tlsServerName: z.string().exactOptional(),
    })
    .exactOptional(),
});

const methodSettings = z.object({
  throttlingRateLimit: z.number().exactOptional(),
  throttlingBurstLimit: z.number().exactOptional(),
  dataTraceEnabled: z.boolean().exactOptional(),
  loggingLevel: z.string().exactOptional(),
  metricsEnabled: z.boolean().exactOptional(),
});

const deployed = reading(z.array(deployedOperation));

const stage = z.object({
  name: z.string(),
  deploymentId: z.string().exactOptional(),
  accessLog: z.object({ destinationArn: z.string(), format: z.string() }).exactOptional(),
  methodSettings: z.record(z.string(), methodSettings),
  deployed,
  canary: z.object({ deploymentId: z.string(), percentTraffic: z.number(), deployed }).exactOptional(),
  autoDeploy: z.boolean().exactOptional(),
  tracingEnabled: z.boolean().exactOptional(),
  webAclArn: z.string().exactOptional(),
  tags: texts,
});

const domain = z.object({
  domainName: z.string(),
  basePath: z.string(),
  stage: z.string(),
  securityPolicy: z.string().exactOptional(),
  mutualTls: z.boolean().exactOptional(),
});

const named = z.object({ id: z.string(), name: z.string() });

export const gatewayApiSchema = z.object({
  kind: z.enum(['REST', 'HTTP']),
  account: z.string(),
  region: z.string(),
  gatewayId: z.string(),
  name: z.string(),
  description: z.string().exactOptional(),
  version: z.string().exactOptional(),
  createdAt: z.string().exactOptional(),
  tags: texts,
  endpointType: z.string().exactOptional(),
  disableExecuteApiEndpoint: reading(z.boolean()),
  resourcePolicy: z.string().exactOptional(),
  domains: reading(z.array(domain)),
  authorizers: reading(z.array(named.extend({ type: z.string() }))),
  validators: reading(z.array(named.extend({ body: z.boolean(), parameters: z.boolean() }))),
  draft: reading(z.array(operation)),
  stages: reading(z.array(stage)),
  calls: z.array(z.object({ call: z.string(), observedAt: z.string() })),
}) satisfies z.ZodType<GatewayApi>;
