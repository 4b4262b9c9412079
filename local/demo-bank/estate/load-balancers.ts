import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer } from './definition.ts';
import { type Site, siteConfig, using } from './site.ts';

const create = async (
  client: ElasticLoadBalancingV2Client,
  site: Site,
  definition: LoadBalancer,
  functions: ReadonlyMap<string, string>,
): Promise<string> => {
  const { LoadBalancers: [made] = [] } = await client.send(
    new CreateLoadBalancerCommand({
      Name: definition.name,
      Scheme: definition.scheme,
      Type: 'application',
      Subnets: ['subnet-0a1', 'subnet-0a2'],
      Tags: Object.entries(definition.tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  const { Listeners: [listener] = [] } = await client.send(
    new CreateListenerCommand({
      LoadBalancerArn: made?.LoadBalancerArn,
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      Certificates: [{ CertificateArn: `arn:aws:acm:${site.region}:${site.account}:certificate/edge` }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    }),
  );
  for (const [index, rule] of definition.rules.entries()) {
    const target = rule.function && functions.get(rule.function);
    const { TargetGroups: [group] = [] } = await client.send(
      new CreateTargetGroupCommand({
        Name: `${definition.name}-${index + 1}`,
        ...(target
          ? { TargetType: 'lambda' as const }
          : { TargetType: 'ip' as const, Protocol: 'HTTPS' as const, Port: 8443, VpcId: 'vpc-0a1' }),
      }),
    );
    await client.send(
      new RegisterTargetsCommand({
        TargetGroupArn: group?.TargetGroupArn,
        Targets: target ? [{ Id: target }] : [{ Id: '10.20.3.11', Port: 8443 }],
      }),
    );
    await client.send(
      new CreateRuleCommand({
        ListenerArn: listener?.ListenerArn,
        Priority: (index + 1) * 10,
        Conditions: [
          { Field: 'host-header', HostHeaderConfig: { Values: [...rule.hosts] } },
          { Field: 'path-pattern', PathPatternConfig: { Values: [...rule.paths] } },
        ],
        Actions: [{ Type: 'forward', TargetGroupArn: group?.TargetGroupArn }],
      }),
    );
  }
  return made?.DNSName ?? '';
};

/** Creates what is not there. @returns name → DNS name */
export const ensureLoadBalancers = (
  site: Site,
  definitions: readonly LoadBalancer[],
  functions: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> =>
  using(new ElasticLoadBalancingV2Client(siteConfig(site)), async (client) => {
    const { LoadBalancers = [] } = await client.send(new DescribeLoadBalancersCommand({}));
    const names = new Map(
      LoadBalancers.map(({ LoadBalancerName = '', DNSName = '' }) => [LoadBalancerName, DNSName]),
    );
    for (const definition of definitions)
      if (!names.has(definition.name))
        names.set(definition.name, await create(client, site, definition, functions));
    return names;
  });
