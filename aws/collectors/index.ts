import type { CollectorId } from '../../core/inventory/collectors/collector.ts';
import { collectAppRunner } from './app-runner.ts';
import { collectAppSync } from './appsync.ts';
import { collectCertificates } from './certificates.ts';
import { collectCloudFront } from './cloudfront.ts';
import { collectCloudTrail } from './cloudtrail.ts';
import { collectConfigAggregator } from './config-aggregator.ts';
import type { Collector } from './context.ts';
import { collectEndpointServices } from './endpoint-services.ts';
import { collectLambdaUrls } from './lambda-urls.ts';
import { collectLoadBalancers } from './load-balancers.ts';
import { collectPortals } from './portals.ts';
import { collectRoute53 } from './route53.ts';
import { collectVpcLattice } from './vpc-lattice.ts';
import { collectWaf } from './waf.ts';

/** What reads each service. API Gateway has readers of its own (`aws/api-gateway/`), because of its quota. */
export const collectorById = {
  portals: collectPortals,
  appsync: collectAppSync,
  'load-balancers': collectLoadBalancers,
  cloudfront: collectCloudFront,
  'lambda-urls': collectLambdaUrls,
  'vpc-lattice': collectVpcLattice,
  'endpoint-services': collectEndpointServices,
  'app-runner': collectAppRunner,
  route53: collectRoute53,
  certificates: collectCertificates,
  waf: collectWaf,
  'config-aggregator': collectConfigAggregator,
  cloudtrail: collectCloudTrail,
} as const satisfies Partial<Readonly<Record<CollectorId, Collector>>>;
