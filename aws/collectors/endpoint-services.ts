import {
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointServicePermissionsCommand,
  EC2Client,
  type ServiceConfiguration,
} from '@aws-sdk/client-ec2';
import { partitionOf } from '../../core/inventory/collectors/arn.ts';
import { hostName } from '../../core/inventory/collectors/host-name.ts';
import { tagFacts, tagMap } from '../../core/inventory/collectors/tag-facts.ts';
import type { Evidence, Exposure } from '../../core/inventory/evidence.ts';
import { collectorCalls } from './calls.ts';
import type { Collector, CollectorContext } from './context.ts';
import { distinct, sentences, statement } from './statement.ts';

const accountOf = (principal: string): string => principal.split(':')[4] ?? '';

/** Whom the permissions let connect; the service itself may still have to accept each connection. */
const exposureOf = (principals: readonly string[] | undefined, account: string): Exposure | undefined => {
  if (!principals) return undefined;
  if (principals.includes('*')) return 'public';
  return principals.some((principal) => accountOf(principal) !== account) ? 'partner' : 'internal';
};

const permitted = (principals: readonly string[] | undefined, accepts: boolean): string | undefined => {
  if (!principals) return undefined;
  const who = principals.includes('*')
    ? 'Every account of AWS may connect'
    : `${principals.length} principals may connect`;
  return `${who}${accepts ? ', each connection is accepted by hand' : ''}.`;
};

const serviceEvidence = (
  context: CollectorContext,
  service: ServiceConfiguration,
  arn: string,
  principals: readonly string[] | undefined,
): Evidence[] => {
  const names = [service.PrivateDnsName, ...(service.BaseEndpointDnsNames ?? [])];
  const hosts = distinct(names.map((name) => name && hostName(name)));
  return (hosts.length > 0 ? hosts : [undefined]).map((host) =>
    statement(context, 'endpoint-service', {
      locator: arn,
      resource: arn,
      apiName: tagMap(service.Tags).get('name') ?? service.PrivateDnsName ?? service.ServiceName,
      host,
      basePath: '',
      leadsTo: service.NetworkLoadBalancerArns,
      exposure: exposureOf(principals, context.account),
      ...tagFacts(service.Tags),
      note: sentences(permitted(principals, service.AcceptanceRequired === true)),
    }),
  );
};

/** What this account offers through PrivateLink. Services before appliances (Gateway Load Balancers) are left out. */
export const collectEndpointServices: Collector = async (context) => {
  const { account, region } = context;
  const calls = collectorCalls(context);
  const client = calls.client('ec2', (config) => new EC2Client(config));
  const all = await calls.list('ec2:DescribeVpcEndpointServiceConfigurations', '', async (NextToken) => {
    const page = await client.send(new DescribeVpcEndpointServiceConfigurationsCommand({ NextToken }));
    return { items: page.ServiceConfigurations, next: page.NextToken };
  });
  const services = all.filter(({ GatewayLoadBalancerArns: appliances = [] }) => appliances.length === 0);
  const evidence: Evidence[] = [];
  for (const service of services) {
    const ServiceId = service.ServiceId ?? '';
    const arn = `arn:${partitionOf(region)}:ec2:${region}:${account}:vpc-endpoint-service/${ServiceId}`;
    const permissions = 'ec2:DescribeVpcEndpointServicePermissions';
    const allowed = await calls.list(permissions, arn, async (NextToken) => {
      const page = await client.send(
        new DescribeVpcEndpointServicePermissionsCommand({ ServiceId, NextToken }),
      );
      return { items: page.AllowedPrincipals, next: page.NextToken };
    });
    const principals = calls.isWhole(permissions, arn)
      ? allowed.flatMap(({ Principal }) => Principal ?? [])
      : undefined;
    evidence.push(...serviceEvidence(context, service, arn, principals));
  }
  return calls.reading(evidence, services.length);
};
