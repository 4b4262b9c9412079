import * as z from 'zod';
import type { GatewayApi } from './gateway-api.ts';

const unreadReason = z.enum([
  'ACCESS_DENIED',
  'THROTTLED',
  'UNSUPPORTED',
  'UNAVAILABLE',
  'STALE',
  'PARSE',
  'DEFERRED',
]);

/** A `GatewayApi` as it is read back from a file that somebody hands in. */
const reading = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), value }),
    z.object({
      known: z.literal(false),
      reason: unreadReason,
      message: z.string(),
    }),
  ]);

const texts = z.record(z.string(), z.string());
const names = z.array(z.string());

const deployedOperation = z.object({
  method: z.string(),
  path: z.string(),
  authorizationType: z.string(),
  apiKeyRequired: z.boolean(),
});

const operation = deployedOperation.extend({
  authorizerId: z.string().exactOptional(),
  authorizationScopes: names.exactOptional(),
  requestValidatorId: z.string().exactOptional(),
  requestModels: texts,
  requestParameters: z.record(z.string(), z.boolean()),
  integration: z
    .object({
      type: z.string(),
      uri: z.string().exactOptional(),
      connectionType: z.string().exactOptional(),
      connectionId: z.string().exactOptional(),
      passthroughBehavior: z.string().exactOptional(),
      credentialsArn: z.string().exactOptional(),
      insecureSkipVerification: z.boolean().exactOptional(),
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
  cachingEnabled: z.boolean().exactOptional(),
  cacheTtlSeconds: z.number().exactOptional(),
  cacheDataEncrypted: z.boolean().exactOptional(),
  requireAuthorizationForCacheControl: z.boolean().exactOptional(),
});

const deployed = reading(z.array(deployedOperation));

const stage = z.object({
  name: z.string(),
  deploymentId: z.string().exactOptional(),
  accessLog: z.object({ destinationArn: z.string(), format: z.string() }).exactOptional(),
  methodSettings: z.record(z.string(), methodSettings),
  deployed,
  createdAt: z.string().exactOptional(),
  lastUpdatedAt: z.string().exactOptional(),
  canary: z
    .object({
      deploymentId: z.string(),
      percentTraffic: z.number(),
      useStageCache: z.boolean().exactOptional(),
      variableNames: names.exactOptional(),
      deployed,
    })
    .exactOptional(),
  autoDeploy: z.boolean().exactOptional(),
  lastDeploymentStatus: z.string().exactOptional(),
  tracingEnabled: z.boolean().exactOptional(),
  webAclArn: z.string().exactOptional(),
  clientCertificateId: z.string().exactOptional(),
  documentationVersion: z.string().exactOptional(),
  cache: z.object({ enabled: z.boolean(), size: z.string().exactOptional() }).exactOptional(),
  variableNames: names.exactOptional(),
  tags: texts,
});

const domain = z.object({
  domainName: z.string(),
  basePath: z.string(),
  stage: z.string(),
  securityPolicy: z.string().exactOptional(),
  mutualTls: z.boolean().exactOptional(),
  targets: names.exactOptional(),
  rule: z
    .object({ priority: z.number(), headers: z.array(names), stripBasePath: z.boolean() })
    .exactOptional(),
});

const named = z.object({ id: z.string(), name: z.string() });

const authorizer = named.extend({
  type: z.string(),
  providerArns: names.exactOptional(),
  uri: z.string().exactOptional(),
  identitySource: names.exactOptional(),
  identityValidationExpression: z.string().exactOptional(),
  ttlSeconds: z.number().exactOptional(),
  issuer: z.string().exactOptional(),
  audience: names.exactOptional(),
});

const throttle = z.object({
  rateLimit: z.number().exactOptional(),
  burstLimit: z.number().exactOptional(),
});

const usagePlan = named.extend({
  stages: z.array(z.object({ stage: z.string(), methodThrottles: z.record(z.string(), throttle) })),
  throttle: throttle.exactOptional(),
  quota: z.object({ limit: z.number(), period: z.string() }).exactOptional(),
});

const model = z.object({
  name: z.string(),
  contentType: z.string().exactOptional(),
  schema: z.string().exactOptional(),
});

const gatewayResponse = z.object({
  type: z.string(),
  statusCode: z.string().exactOptional(),
  parameters: texts,
  templates: texts,
});

const documentationVersion = z.object({ version: z.string(), createdAt: z.string().exactOptional() });

const deployment = z.object({
  id: z.string(),
  status: z.string(),
  autoDeployed: z.boolean(),
  createdAt: z.string().exactOptional(),
});

const cors = z.object({
  allowOrigins: names,
  allowMethods: names,
  allowHeaders: names,
  allowCredentials: z.boolean(),
});

export const gatewayApiSchema = z.object({
  kind: z.enum(['REST', 'HTTP', 'WEBSOCKET']),
  account: z.string(),
  region: z.string(),
  gatewayId: z.string(),
  name: z.string(),
  description: z.string().exactOptional(),
  version: z.string().exactOptional(),
  createdAt: z.string().exactOptional(),
  tags: texts,
  endpointType: z.string().exactOptional(),
  vpcEndpointIds: names.exactOptional(),
  ipAddressType: z.string().exactOptional(),
  securityPolicy: z.string().exactOptional(),
  endpointAccessMode: z.string().exactOptional(),
  apiKeySource: z.string().exactOptional(),
  routeSelectionExpression: z.string().exactOptional(),
  cors: cors.exactOptional(),
  disableExecuteApiEndpoint: reading(z.boolean()),
  resourcePolicy: z.string().exactOptional(),
  domains: reading(z.array(domain)),
  usagePlans: reading(z.array(usagePlan)).exactOptional(),
  authorizers: reading(z.array(authorizer)),
  validators: reading(z.array(named.extend({ body: z.boolean(), parameters: z.boolean() }))),
  models: reading(z.array(model)).exactOptional(),
  gatewayResponses: reading(z.array(gatewayResponse)).exactOptional(),
  documentationVersions: reading(z.array(documentationVersion)).exactOptional(),
  deployments: reading(z.array(deployment)).exactOptional(),
  draft: reading(z.array(operation)),
  stages: reading(z.array(stage)),
  calls: z.array(z.object({ call: z.string(), observedAt: z.string(), about: z.string().exactOptional() })),
  observedAt: z.string().exactOptional(),
  confirmedAt: z.string().exactOptional(),
  stale: z.object({ reason: unreadReason, message: z.string() }).exactOptional(),
}) satisfies z.ZodType<GatewayApi>;
