import type { CollectorId, CollectorInfo } from './collector.ts';

/** Every collector, in the order in which a person reads a coverage table. */
export const collectors: readonly CollectorInfo[] = [
  {
    id: 'rest-apis',
    title: 'API Gateway REST APIs',
    scope: 'region',
    actions: ['apigateway:GET', 'apigateway:ListRoutingRules'],
    shows: 'REST APIs with their methods, stages, authorizers and domains.',
  },
  {
    id: 'http-apis',
    title: 'API Gateway HTTP and WebSocket APIs',
    scope: 'region',
    actions: ['apigateway:GET', 'apigateway:ListRoutingRules'],
    shows: 'HTTP and WebSocket APIs with their routes, stages, authorizers and domains.',
  },
  {
    id: 'portals',
    title: 'API Gateway portals',
    scope: 'region',
    actions: [
      'apigateway:ListPortals',
      'apigateway:ListPortalProducts',
      'apigateway:ListProductRestEndpointPages',
    ],
    shows: 'Which APIs are published to developers, and to whom.',
  },
  {
    id: 'appsync',
    title: 'AppSync APIs',
    scope: 'region',
    actions: [
      'appsync:ListGraphqlApis',
      'appsync:ListApis',
      'appsync:ListDataSources',
      'appsync:ListDomainNames',
      'appsync:GetApiAssociation',
    ],
    shows: 'GraphQL and event APIs, their custom domains and the functions behind them.',
  },
  {
    id: 'load-balancers',
    title: 'Load balancers',
    scope: 'region',
    actions: [
      'elasticloadbalancing:DescribeLoadBalancers',
      'elasticloadbalancing:DescribeLoadBalancerAttributes',
      'elasticloadbalancing:DescribeListeners',
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeTargetGroups',
      'elasticloadbalancing:DescribeTargetHealth',
      'elasticloadbalancing:DescribeTags',
    ],
    shows: 'APIs that are served past the gateway, by rules of a load balancer.',
  },
  {
    id: 'cloudfront',
    title: 'CloudFront distributions',
    scope: 'account',
    actions: [
      'cloudfront:ListDistributions',
      'cloudfront:ListDistributionTenants',
      'cloudfront:ListTagsForResource',
    ],
    shows: 'Names under which APIs are reached through CloudFront, and the origins behind them.',
  },
  {
    id: 'lambda-urls',
    title: 'Lambda function URLs',
    scope: 'region',
    actions: ['lambda:ListFunctions', 'lambda:ListFunctionUrlConfigs', 'lambda:GetPolicy', 'lambda:ListTags'],
    shows: 'Functions that answer the internet on a URL of their own, with or without a signature.',
  },
  {
    id: 'vpc-lattice',
    title: 'VPC Lattice services',
    scope: 'region',
    actions: [
      'vpc-lattice:ListServices',
      'vpc-lattice:GetService',
      'vpc-lattice:ListListeners',
      'vpc-lattice:GetListener',
      'vpc-lattice:ListRules',
      'vpc-lattice:GetRule',
      'vpc-lattice:ListTargetGroups',
      'vpc-lattice:ListTargets',
      'vpc-lattice:ListTagsForResource',
    ],
    shows: 'Services between VPCs and accounts, with their routes and who may call them.',
  },
  {
    id: 'endpoint-services',
    title: 'PrivateLink endpoint services',
    scope: 'region',
    actions: ['ec2:DescribeVpcEndpointServiceConfigurations', 'ec2:DescribeVpcEndpointServicePermissions'],
    shows: 'Services that other accounts, partners among them, reach through PrivateLink.',
  },
  {
    id: 'app-runner',
    title: 'App Runner services',
    scope: 'region',
    actions: [
      'apprunner:ListServices',
      'apprunner:DescribeService',
      'apprunner:DescribeCustomDomains',
      'apprunner:ListTagsForResource',
    ],
    shows: 'Services of App Runner with their own and custom domains.',
  },
  {
    id: 'route53',
    title: 'Route 53 records',
    scope: 'account',
    actions: ['route53:ListHostedZones', 'route53:ListResourceRecordSets'],
    shows: 'The names that lead to each API, and hosts that nobody accounts for.',
  },
  {
    id: 'certificates',
    title: 'ACM certificates',
    scope: 'region',
    actions: ['acm:ListCertificates', 'acm:DescribeCertificate'],
    shows: 'Hosts that certificates were issued for, and what serves them.',
  },
  {
    id: 'waf',
    title: 'WAF associations',
    scope: 'region',
    actions: ['wafv2:ListWebACLs', 'wafv2:ListResourcesForWebACL'],
    shows: 'Which stages, load balancers and AppSync APIs a web ACL protects.',
  },
  {
    id: 'config-aggregator',
    title: 'AWS Config aggregator',
    scope: 'organization',
    actions: ['config:SelectAggregateResourceConfig'],
    shows: 'Resources of accounts and Regions that nobody listed as a source.',
  },
  {
    id: 'cloudtrail',
    title: 'CloudTrail creation events',
    scope: 'region',
    actions: ['cloudtrail:LookupEvents'],
    shows: 'Who created an API in the last 90 days.',
  },
];

export const collectorIds: readonly CollectorId[] = collectors.map(({ id }) => id);

/** @throws RangeError for an id that is not in the registry, which its type excludes */
export const collectorInfo = (id: CollectorId): CollectorInfo => {
  const found = collectors.find((one) => one.id === id);
  if (!found) throw new RangeError(`No collector ${id}.`);
  return found;
};
