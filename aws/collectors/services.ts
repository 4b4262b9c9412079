/** One AWS service as the collectors call it. */
export interface ServiceCalls {
  /** Calls a second that AWS allows an account in a Region; the collectors use half, the rest stays with the bank. */
  readonly quotaPerSecond: number;
  /** Where AWS publishes the figure; `assumed` where it publishes none. */
  readonly source: string;
  /** Operations with a lower quota of their own. */
  readonly operations?: Readonly<Record<string, number>>;
  /** Absent from some Regions: an endpoint without a name in DNS is then no fault of the network. */
  readonly notEverywhere?: true;
}

const assumed = { quotaPerSecond: 10, source: 'assumed' };

/** By the prefix of the service's IAM actions. */
export const services = {
  account: { quotaPerSecond: 5, source: 'AWS Account Management reference guide, quotas: ListRegions' },
  acm: {
    quotaPerSecond: 10,
    source: 'ACM user guide, API rate quotas',
    operations: { ListCertificates: 1 },
  },
  apigateway: {
    quotaPerSecond: 10,
    source: 'API Gateway developer guide, quotas for creating, deploying and managing an API',
  },
  apprunner: { ...assumed, notEverywhere: true },
  appsync: { ...assumed, notEverywhere: true },
  cloudfront: assumed,
  cloudtrail: { quotaPerSecond: 2, source: 'CloudTrail API reference, LookupEvents' },
  config: { quotaPerSecond: 4, source: 'assumed' },
  ec2: {
    quotaPerSecond: 20,
    source: 'EC2 developer guide, request throttling: non-mutating actions, refill',
  },
  elasticloadbalancing: {
    quotaPerSecond: 10,
    source: 'Elastic Load Balancing user guide, request throttling: non-mutating actions, refill',
  },
  lambda: { quotaPerSecond: 15, source: 'Lambda developer guide, quotas: control plane requests' },
  organizations: { quotaPerSecond: 4, source: 'assumed' },
  route53: { quotaPerSecond: 5, source: 'Route 53 developer guide, quotas: requests of an account' },
  'vpc-lattice': { ...assumed, notEverywhere: true },
  wafv2: {
    quotaPerSecond: 5,
    source: 'AWS WAF developer guide, quotas: List calls',
    operations: { ListResourcesForWebACL: 1 },
  },
} as const satisfies Readonly<Record<string, ServiceCalls>>;

export type ServiceName = keyof typeof services;

/** An IAM action, `acm:ListCertificates`; the operation of the API has the same name. */
export type ServiceAction = `${ServiceName}:${string}`;
