import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { hostName } from '../../core/inventory/collectors/host-name.ts';
import { type Tags, tagFacts } from '../../core/inventory/collectors/tag-facts.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { readTags } from './balancer-tags.ts';
import { type Calls, collectorCalls } from './calls.ts';
import type { Collector, CollectorContext } from './context.ts';
import { listenerEvidence } from './listener-evidence.ts';
import { forwardsTo, ruleEvidence, type Target } from './rule-evidence.ts';
import { distinct, statement } from './statement.ts';
import { readTargets } from './target-groups.ts';

/** Where the load balancer writes its access log, in words. */
const accessLog = (attributes: ReadonlyMap<string, string> | undefined): string | undefined => {
  if (!attributes) return undefined;
  if (attributes.get('access_logs.s3.enabled') !== 'true') return 'No access log is written.';
  const prefix = attributes.get('access_logs.s3.prefix');
  return `Access log: s3://${attributes.get('access_logs.s3.bucket') ?? ''}/${prefix ? `${prefix}/` : ''}.`;
};

interface Found {
  readonly arn: string;
  readonly balancer: LoadBalancer;
  readonly log: string | undefined;
  readonly listeners: readonly { readonly listener: Listener; readonly rules: readonly Rule[] }[];
}

const readBalancer = async (
  calls: Calls,
  elb: ElasticLoadBalancingV2Client,
  balancer: LoadBalancer,
): Promise<Found> => {
  const arn = balancer.LoadBalancerArn ?? '';
  const attributes = await calls.ask('elasticloadbalancing:DescribeLoadBalancerAttributes', arn, () =>
    elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn })),
  );
  const all = await calls.list('elasticloadbalancing:DescribeListeners', arn, async (Marker) => {
    const page = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: arn, Marker }));
    return { items: page.Listeners, next: page.NextMarker };
  });
  const rulesOf = (ListenerArn: string) =>
    calls.list('elasticloadbalancing:DescribeRules', ListenerArn, async (Marker) => {
      const page = await elb.send(new DescribeRulesCommand({ ListenerArn, Marker }));
      return { items: page.Rules, next: page.NextMarker };
    });
  const listeners: { listener: Listener; rules: readonly Rule[] }[] = [];
  for (const listener of all)
    listeners.push({
      listener,
      // A Network Load Balancer has listeners and no rules.
      rules: balancer.Type === 'network' ? [] : await rulesOf(listener.ListenerArn ?? ''),
    });
  const pairs = attributes?.Attributes?.map(({ Key = '', Value = '' }) => [Key, Value] as const);
  return { arn, balancer, log: accessLog(pairs && new Map(pairs)), listeners };
};

/** Leads that tie the load balancer's name and ARN to its rules, and what each of these serves. */
const balancerEvidence = (
  context: CollectorContext,
  { arn, balancer, log, listeners }: Found,
  targets: ReadonlyMap<string, Target>,
  tags: ReadonlyMap<string, Tags>,
): Evidence[] => {
  const host = hostName(balancer.DNSName ?? '');
  const exposure = balancer.Scheme === 'internal' ? 'internal' : 'public';
  const place = { host, exposure } as const;
  const served = listeners.flatMap(({ listener, rules }) =>
    balancer.Type === 'network'
      ? listenerEvidence(context, { ...place, listener, targets })
      : rules.flatMap((rule) => {
          // The nearest tag wins: a shared load balancer belongs to its platform team, a rule to its API's.
          const own = [arn, ...forwardsTo(rule.Actions), rule.RuleArn ?? ''].map((one) => tags.get(one));
          return ruleEvidence(context, { ...place, listener, rule, targets, tags: own });
        }),
  );
  const apis = served.filter(({ source }) => source === 'load-balancer');
  const common = { ...place, locator: arn, apiName: balancer.LoadBalancerName } as const;
  return [
    statement(context, 'aws-endpoint', { ...common, resource: `host:${host}`, leadsTo: [arn] }),
    statement(context, 'aws-endpoint', {
      ...common,
      ...tagFacts(tags.get(arn)),
      resource: arn,
      leadsTo: distinct((apis.length > 0 ? apis : served).map(({ resource }) => resource)),
      note: log,
    }),
    ...served,
  ];
};

/**
 * Application and Network Load Balancers: each rule that hands requests to something is evidence of an API, whatever
 * only redirects or answers by itself is a lead. Gateway Load Balancers pass packets to appliances and are left out.
 */
export const collectLoadBalancers: Collector = async (context) => {
  const calls = collectorCalls(context);
  const elb = calls.client('elasticloadbalancing', (config) => new ElasticLoadBalancingV2Client(config));
  const all = await calls.list('elasticloadbalancing:DescribeLoadBalancers', '', async (Marker) => {
    const page = await elb.send(new DescribeLoadBalancersCommand({ Marker, PageSize: 400 }));
    return { items: page.LoadBalancers, next: page.NextMarker };
  });
  const balancers = all.filter(({ Type }) => Type !== 'gateway');
  if (balancers.length === 0) return calls.reading([], 0);
  const { groups, targets } = await readTargets(calls, elb);
  const found: Found[] = [];
  for (const balancer of balancers) found.push(await readBalancer(calls, elb, balancer));
  const rules = found.flatMap(({ listeners }) => listeners.flatMap((one) => one.rules));
  const tags = await readTags(
    calls,
    elb,
    distinct([...found.map(({ arn }) => arn), ...groups, ...rules.map(({ RuleArn }) => RuleArn)]),
  );
  const evidence = found.flatMap((one) => balancerEvidence(context, one, targets, tags));
  return calls.reading(evidence, balancers.length);
};
