import {
  CloudFrontClient,
  type DistributionSummary,
  type DistributionTenantSummary,
  ListDistributionsCommand,
  ListDistributionTenantsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudfront';
import { hostName } from '../../core/inventory/collectors/host-name.ts';
import { tagFacts } from '../../core/inventory/collectors/tag-facts.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { behavioursOf } from './behaviours.ts';
import { type Calls, collectorCalls } from './calls.ts';
import type { Collector, CollectorContext } from './context.ts';
import { distinct, sentences, statement } from './statement.ts';

const tenantsOf = (calls: Calls, client: CloudFrontClient) =>
  calls.list('cloudfront:ListDistributionTenants', 'tenants', async (Marker) => {
    const page = await client.send(new ListDistributionTenantsCommand({ Marker }));
    return { items: page.DistributionTenantList, next: page.NextMarker };
  });

/** Names under which clients reach a distribution; its own name where there is no other. */
const hostsOf = (
  { Id, DomainName, Aliases }: DistributionSummary,
  tenants: readonly DistributionTenantSummary[],
): string[] => {
  const own = tenants.filter(({ DistributionId, Enabled }) => DistributionId === Id && Enabled !== false);
  const names = [
    ...(Aliases?.Items ?? []),
    ...own.flatMap(({ Domains }) => (Domains ?? []).flatMap(({ Domain }) => Domain ?? [])),
  ];
  return distinct(names.length > 0 ? names.map(hostName) : [hostName(DomainName ?? '')]);
};

/** Evidence of one distribution: a piece for each name and behaviour, and leads that tie names and web ACL to it. */
const distributionEvidence = (
  context: CollectorContext,
  distribution: DistributionSummary,
  hosts: readonly string[],
  facts: ReturnType<typeof tagFacts>,
): Evidence[] => {
  const arn = distribution.ARN ?? '';
  const enabled = distribution.Enabled !== false;
  // CloudFront is global: what it serves is in no Region.
  const common = { ...facts, exposure: facts.exposure ?? 'public', region: undefined } as const;
  const behaviours = behavioursOf(distribution);
  // The comment is a name where the distribution is one API; else it names none of them.
  const name =
    behaviours.filter(({ isApi }) => isApi).length === 1 ? distribution.Comment?.trim() : undefined;
  const served = behaviours.flatMap((behaviour) =>
    hosts.map((host) =>
      statement(context, enabled && behaviour.isApi ? 'cloudfront' : 'aws-endpoint', {
        ...common,
        locator: behaviour.resource,
        resource: behaviour.resource,
        ...(enabled && behaviour.isApi ? { apiName: name, operations: behaviour.operations } : {}),
        host,
        basePath: behaviour.basePath,
        leadsTo: behaviour.leadsTo,
        note: sentences(!enabled && 'The distribution is switched off.', !behaviour.isApi && 'Serves files.'),
      }),
    ),
  );
  const apis = served.filter(({ source }) => source === 'cloudfront');
  const parts = distinct((apis.length > 0 ? apis : served).map(({ resource }) => resource));
  const own = hostName(distribution.DomainName ?? '');
  const lead = { ...common, locator: arn, host: own } as const;
  return [
    statement(context, 'aws-endpoint', { ...lead, resource: `host:${own}`, leadsTo: [arn] }),
    statement(context, 'aws-endpoint', { ...lead, resource: arn, leadsTo: parts }),
    ...(distribution.WebACLId
      ? [
          statement(context, 'waf', {
            locator: distribution.WebACLId,
            region: undefined,
            resource: arn,
            host: own,
            note: 'A web ACL protects the distribution.',
          }),
        ]
      : []),
    ...served,
  ];
};

/**
 * Distributions of CloudFront. Behaviours before an API's origin are evidence of an API; those before a bucket, or for
 * files, are leads. Which web ACL protects a distribution only CloudFront tells.
 */
export const collectCloudFront: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('cloudfront', (config) => new CloudFrontClient(config));
  const distributions = await calls.list('cloudfront:ListDistributions', '', async (Marker) => {
    const { DistributionList: page } = await client.send(new ListDistributionsCommand({ Marker }));
    return { items: page?.Items, next: page?.IsTruncated ? page.NextMarker : undefined };
  });
  const shared = distributions.some(({ ConnectionMode }) => ConnectionMode === 'tenant-only');
  const tenants = shared ? await tenantsOf(calls, client) : [];
  const evidence: Evidence[] = [];
  for (const distribution of distributions) {
    const arn = distribution.ARN ?? '';
    const tags = behavioursOf(distribution).some(({ isApi }) => isApi)
      ? await calls.ask('cloudfront:ListTagsForResource', `tags of ${distribution.Id}`, () =>
          client.send(new ListTagsForResourceCommand({ Resource: arn })),
        )
      : undefined;
    evidence.push(
      ...distributionEvidence(
        context,
        distribution,
        hostsOf(distribution, tenants),
        tagFacts(tags?.Tags?.Items),
      ),
    );
  }
  return calls.reading(evidence, distributions.length);
};
