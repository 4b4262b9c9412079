import * as z from 'zod';
import { type Evidence, evidenceOf } from '../evidence.ts';
import { hostName } from './host-name.ts';
import { tagFacts } from './tag-facts.ts';

/** Types of AWS Config that can be an API. Its rules, routes, function URLs and Lattice services AWS Config does not know. */
export const apiResourceTypes = [
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::AppSync::GraphQLApi',
  'AWS::AppRunner::Service',
  'AWS::CloudFront::Distribution',
  'AWS::EC2::VPCEndpointService',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
] as const;

/**
 * Query in the SQL of AWS Config. Named fields only: the whole configuration of a distribution holds the secrets that
 * it sends to its origins.
 */
export const apiResourceQuery = [
  'SELECT accountId, awsRegion, resourceType, resourceId, resourceName, arn, tags,',
  'configuration.dNSName, configuration.domainName',
  `WHERE resourceType IN (${apiResourceTypes.map((type) => `'${type}'`).join(', ')})`,
].join(' ');

const row = z.object({
  accountId: z.string(),
  awsRegion: z.string(),
  resourceType: z.enum(apiResourceTypes),
  resourceId: z.string(),
  resourceName: z.string().optional(),
  arn: z.string().optional(),
  tags: z.array(z.object({ key: z.string(), value: z.string().default('') })).default([]),
  configuration: z.object({ dNSName: z.string().optional(), domainName: z.string().optional() }).default({}),
});

/** Evidence of one row of the answer; `undefined` for a row of another form. */
export const aggregatedEvidence = (json: string, observedAt: string): Evidence | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = row.safeParse(value);
  if (!parsed.success) return undefined;
  const { accountId, awsRegion, resourceType, resourceId, resourceName, arn, tags, configuration } =
    parsed.data;
  const host = configuration.dNSName ?? configuration.domainName;
  return evidenceOf({
    source: 'config-aggregator',
    locator: arn ?? `${resourceType} ${resourceId}`,
    account: accountId,
    // AWS Config keeps global resources under `global`.
    ...(awsRegion === 'global' ? {} : { region: awsRegion }),
    ...(arn ? { resource: arn } : {}),
    ...(resourceType.startsWith('AWS::ApiGateway') ? { gatewayId: resourceId } : {}),
    ...(resourceName ? { apiName: resourceName } : {}),
    ...(host ? { host: hostName(host) } : {}),
    ...tagFacts(tags),
    observedAt,
  });
};

/** Accounts and Regions that hold something, each once: those missing from the sources are read by nobody. */
export const heldPlaces = (
  evidence: readonly Evidence[],
): readonly { readonly account: string; readonly region: string }[] => [
  ...new Map(
    evidence.flatMap(({ account, region }) =>
      account && region ? [[`${account} ${region}`, { account, region }] as const] : [],
    ),
  ).values(),
];
