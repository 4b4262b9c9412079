import { ACMClient, ListCertificatesCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { AppSyncClient, CreateGraphqlApiCommand, ListGraphqlApisCommand } from '@aws-sdk/client-appsync';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListHostedZonesCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { type AccountEstate, zone } from './definition.ts';
import { type Site, siteConfig, using } from './site.ts';

/** Zone of CloudFront's own names, the same for every account (Route 53 developer guide). */
const cloudFrontZone = 'Z2FDTNDATAQYW2';

export const ensureGraphqlApis = (site: Site, names: readonly string[]): Promise<void> =>
  using(new AppSyncClient(siteConfig(site)), async (client) => {
    const { graphqlApis = [] } = await client.send(new ListGraphqlApisCommand({}));
    const there = new Set(graphqlApis.map(({ name }) => name));
    for (const name of names)
      if (!there.has(name))
        await client.send(new CreateGraphqlApiCommand({ name, authenticationType: 'API_KEY' }));
  });

export const ensureCertificates = (site: Site, all: readonly (readonly string[])[]): Promise<void> =>
  using(new ACMClient(siteConfig(site)), async (client) => {
    const { CertificateSummaryList = [] } = await client.send(new ListCertificatesCommand({}));
    const there = new Set(CertificateSummaryList.map(({ DomainName }) => DomainName));
    for (const [DomainName = '', ...others] of all)
      if (!there.has(DomainName))
        await client.send(
          new RequestCertificateCommand({
            DomainName,
            ...(others.length > 0 ? { SubjectAlternativeNames: others } : {}),
          }),
        );
  });

/** @returns alias → domain name of the distribution */
export const ensureDistributions = (
  site: Site,
  estate: AccountEstate,
  restApis: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> =>
  using(new CloudFrontClient(siteConfig(site)), async (client) => {
    const { DistributionList } = await client.send(new ListDistributionsCommand({}));
    const names = new Map(
      (DistributionList?.Items ?? []).flatMap(({ Aliases, DomainName = '' }) =>
        (Aliases?.Items ?? []).map((alias) => [alias, DomainName] as const),
      ),
    );
    for (const { alias, restApi, region, stage } of estate.distributions ?? []) {
      if (names.has(alias)) continue;
      const { Distribution } = await client.send(
        new CreateDistributionCommand({
          DistributionConfig: {
            CallerReference: alias,
            Comment: `${restApi} for partners`,
            Enabled: true,
            Aliases: { Quantity: 1, Items: [alias] },
            Origins: {
              Quantity: 1,
              Items: [
                {
                  Id: restApi,
                  DomainName: `${restApis.get(`${region}/${restApi}`)}.execute-api.${region}.amazonaws.com`,
                  OriginPath: `/${stage}`,
                  CustomOriginConfig: {
                    HTTPPort: 80,
                    HTTPSPort: 443,
                    OriginProtocolPolicy: 'https-only',
                  },
                },
              ],
            },
            DefaultCacheBehavior: {
              TargetOriginId: restApi,
              ViewerProtocolPolicy: 'https-only',
              CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
            },
          },
        }),
      );
      names.set(alias, Distribution?.DomainName ?? '');
    }
    return names;
  });

/** Each account keeps a zone of its own for its names, as banks delegate them. */
export const ensureRecords = (
  site: Site,
  estate: AccountEstate,
  distributions: ReadonlyMap<string, string>,
  loadBalancers: ReadonlyMap<string, string>,
): Promise<void> =>
  using(new Route53Client(siteConfig(site)), async (client) => {
    const { HostedZones = [] } = await client.send(new ListHostedZonesCommand({}));
    if (HostedZones.some(({ Name }) => Name === `${zone}.`)) return;
    const { HostedZone } = await client.send(
      new CreateHostedZoneCommand({ Name: zone, CallerReference: `${estate.account}-${zone}` }),
    );
    const changes = (estate.records ?? []).map(({ name, distribution, loadBalancer }) => ({
      Action: 'UPSERT' as const,
      ResourceRecordSet: distribution
        ? {
            Name: name,
            Type: 'A' as const,
            AliasTarget: {
              HostedZoneId: cloudFrontZone,
              DNSName: distributions.get(distribution),
              EvaluateTargetHealth: false,
            },
          }
        : {
            Name: name,
            Type: 'CNAME' as const,
            TTL: 300,
            ResourceRecords: [{ Value: loadBalancers.get(loadBalancer ?? '') }],
          },
    }));
    await client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: HostedZone?.Id,
        ChangeBatch: { Changes: changes },
      }),
    );
  });
