/**
 * Every kind of place that can know of an API, and how far it is believed.
 *
 * The priors are judgement, one figure a kind of knowledge: what a gateway is configured to do 0.95, what two
 * principals were seen to call 0.9, what a document in a repository says 0.7, a DNS record alone 0.4, a spreadsheet
 * 0.3, the memory of a workshop 0.2. Sources that agree are combined by noisy-or (`confidence.ts`).
 */

/**
 * Groups of sources that find an API independently of each other; the estimate of what is still unknown counts
 * families, never sources. `record`: registers that people keep, fed from other sources and so never independent.
 */
export type SourceFamily =
  | 'configuration'
  | 'dns'
  | 'code'
  | 'traffic'
  | 'scan'
  | 'people'
  | 'contract'
  | 'record';

export interface SourceKind {
  /** As a person reads it in the portal. */
  readonly title: string;
  readonly family: SourceFamily;
  /** 0–1 that what it says is so, on the day it was read. */
  readonly prior: number;
  /**
   * `api`: it says that an API is there. `lead`: it says something about a host or a resource, which belongs to an API
   * if one is found behind it; alone it makes no API.
   */
  readonly says: 'api' | 'lead';
  /**
   * `gateway`: configuration of a gateway, which serves what it lists. `document`: a description by its owner or from
   * its code. `use`: somebody called it. `statement`: everything else.
   */
  readonly shows: 'gateway' | 'document' | 'use' | 'statement';
}

const gateway = (title: string): SourceKind => ({
  title,
  family: 'configuration',
  prior: 0.95,
  says: 'api',
  shows: 'gateway',
});
/** Something on AWS that takes requests and is no API gateway. */
const listener = (title: string): SourceKind => ({
  title,
  family: 'configuration',
  prior: 0.95,
  says: 'api',
  shows: 'statement',
});
const lead = (title: string, family: SourceFamily, prior: number): SourceKind => ({
  title,
  family,
  prior,
  says: 'lead',
  shows: 'statement',
});
const document = (title: string, prior = 0.7): SourceKind => ({
  title,
  family: 'code',
  prior,
  says: 'api',
  shows: 'document',
});
const traffic = (title: string): SourceKind => ({
  title,
  family: 'traffic',
  prior: 0.9,
  says: 'api',
  shows: 'use',
});
const record = (title: string): SourceKind => ({
  title,
  family: 'record',
  prior: 0.3,
  says: 'api',
  shows: 'statement',
});
/** What a crawler or a tester reached: it answers, but nobody is shown to use it. */
const scan = (title: string): SourceKind => ({
  title,
  family: 'scan',
  prior: 0.6,
  says: 'api',
  shows: 'statement',
});

export const evidenceSources = {
  'api-gateway-rest': gateway('API Gateway REST API'),
  'api-gateway-http': gateway('API Gateway HTTP API'),
  'api-gateway-websocket': gateway('API Gateway WebSocket API'),
  'api-gateway-portal': lead('API Gateway portal', 'configuration', 0.7),
  appsync: gateway('AppSync API'),
  'load-balancer': listener('Load balancer rule'),
  cloudfront: listener('CloudFront behaviour'),
  'lambda-url': listener('Lambda function URL'),
  'vpc-lattice': listener('VPC Lattice service'),
  'endpoint-service': listener('PrivateLink endpoint service'),
  'app-runner': listener('App Runner service'),
  'aws-endpoint': lead('AWS endpoint without an API of its own', 'configuration', 0.95),
  route53: lead('Route 53 record', 'dns', 0.4),
  certificate: lead('ACM certificate', 'dns', 0.4),
  waf: lead('WAF association', 'configuration', 0.95),
  'config-aggregator': lead('AWS Config aggregator', 'configuration', 0.9),
  cloudtrail: lead('CloudTrail creation event', 'configuration', 0.6),

  kong: gateway('Kong configuration'),
  apigee: gateway('Apigee proxy bundle'),
  'azure-api-management': gateway('Azure API Management extract'),
  nginx: gateway('NGINX configuration'),
  envoy: gateway('Envoy configuration'),
  'kubernetes-gateway': gateway('Gateway API routes'),
  istio: gateway('Istio routes'),
  'kubernetes-ingress': gateway('Kubernetes Ingress'),
  traefik: gateway('Traefik configuration'),
  tyk: gateway('Tyk API definition'),
  wso2: gateway('WSO2 API export'),
  gravitee: gateway('Gravitee API export'),
  mulesoft: gateway('MuleSoft API Manager export'),
  'spring-cloud-gateway': gateway('Spring Cloud Gateway routes'),
  terraform: listener('Terraform state'),
  cloudformation: { ...listener('CloudFormation template'), family: 'code', prior: 0.6 },

  'openapi-document': document('OpenAPI document'),
  'asyncapi-document': document('AsyncAPI document'),
  'wsdl-document': document('WSDL document'),
  'graphql-document': document('GraphQL schema'),
  'proto-document': document('Protocol Buffers definition'),
  'postman-collection': { ...document('Postman collection', 0.5), shows: 'statement' },
  noir: { ...document('OWASP Noir report', 0.5), shows: 'statement' },

  'api-gateway-access-log': traffic('API Gateway access log'),
  'alb-access-log': traffic('Load balancer access log'),
  'cloudfront-access-log': traffic('CloudFront access log'),
  'vpc-lattice-access-log': traffic('VPC Lattice access log'),
  'waf-log': traffic('WAF log'),
  'web-server-log': traffic('Web server access log'),
  'envoy-access-log': traffic('Envoy access log'),
  'kong-access-log': traffic('Kong access log'),
  'access-log': traffic('Access log of another kind'),
  har: traffic('HAR capture'),
  akto: traffic('Akto export'),
  apiclarity: traffic('APIClarity export'),

  burp: scan('Burp site map'),
  zap: scan('ZAP sites tree'),
  nuclei: scan('nuclei results'),
  katana: scan('katana crawl'),

  backstage: record('Backstage catalogue'),
  servicenow: record('ServiceNow CMDB export'),
  spreadsheet: record('Spreadsheet'),

  workshop: { title: 'Workshop', family: 'people', prior: 0.2, says: 'api', shows: 'statement' },
  attestation: { title: 'Attestation', family: 'record', prior: 0.8, says: 'api', shows: 'statement' },
  'exception-request': {
    title: 'Exception request',
    family: 'record',
    prior: 0.7,
    says: 'api',
    shows: 'statement',
  },
  'partner-contract': {
    title: 'Partner contract',
    family: 'contract',
    prior: 0.6,
    says: 'api',
    shows: 'statement',
  },
} as const satisfies Readonly<Record<string, SourceKind>>;

export type EvidenceSource = keyof typeof evidenceSources;

/** Uniform view of the table, for lookups by a source that is only known at run time. */
export const sourceKind = (source: EvidenceSource): SourceKind => evidenceSources[source];
