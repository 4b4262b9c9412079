import {
  GetListenerCommand,
  GetRuleCommand,
  GetServiceCommand,
  type ListenerSummary,
  ListListenersCommand,
  ListRulesCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  ListTargetGroupsCommand,
  ListTargetsCommand,
  type RuleAction,
  type RuleMatch,
  VPCLatticeClient,
} from '@aws-sdk/client-vpc-lattice';
import { accountInArn, functionArn, isFunctionArn } from '../../core/inventory/collectors/arn.ts';
import { hostName } from '../../core/inventory/collectors/host-name.ts';
import { tagFacts } from '../../core/inventory/collectors/tag-facts.ts';
import type { Evidence, EvidenceOperation } from '../../core/inventory/evidence.ts';
import { joinPath } from '../../core/traffic/path.ts';
import { type Calls, collectorCalls } from './calls.ts';
import type { Collector } from './context.ts';
import { distinct, sentences, statement } from './statement.ts';

/** What a listener does with some of its requests. */
interface Route {
  readonly match: RuleMatch | undefined;
  readonly action: RuleAction | undefined;
}

const groupsOf = ({ action }: Route): string[] =>
  (action && 'forward' in action ? (action.forward?.targetGroups ?? []) : [])
    .filter(({ weight }) => weight !== 0)
    .flatMap(({ targetGroupIdentifier }) => targetGroupIdentifier ?? []);

const operationOf = ({ match }: Route): EvidenceOperation => {
  const http = match && 'httpMatch' in match ? match.httpMatch : undefined;
  const path = http?.pathMatch?.match;
  const template =
    path?.exact !== undefined ? joinPath(path.exact) || '/' : `${joinPath(path?.prefix ?? '')}/{proxy+}`;
  return { method: http?.method?.toUpperCase() ?? 'ANY', template };
};

const routesOf = async (
  calls: Calls,
  client: VPCLatticeClient,
  service: { readonly id: string; readonly arn: string },
  listener: ListenerSummary,
): Promise<Route[]> => {
  const at = { serviceIdentifier: service.id, listenerIdentifier: listener.id ?? '' };
  const whole = await calls.ask('vpc-lattice:GetListener', service.arn, () =>
    client.send(new GetListenerCommand(at)),
  );
  const rules = await calls.list('vpc-lattice:ListRules', service.arn, async (nextToken) => {
    const page = await client.send(new ListRulesCommand({ ...at, nextToken }));
    return { items: page.items?.filter(({ isDefault }) => !isDefault), next: page.nextToken };
  });
  const routes: Route[] = [];
  for (const rule of rules) {
    const read = await calls.ask('vpc-lattice:GetRule', service.arn, () =>
      client.send(new GetRuleCommand({ ...at, ruleIdentifier: rule.id ?? '' })),
    );
    if (read) routes.push({ match: read.match, action: read.action });
  }
  return [...routes, ...(whole ? [{ match: undefined, action: whole.defaultAction }] : [])];
};

/** Functions and load balancers in the target groups of this account, by the group's ARN and id. */
const targetsOf = async (calls: Calls, client: VPCLatticeClient): Promise<Map<string, Behind>> => {
  const groups = await calls.list('vpc-lattice:ListTargetGroups', 'target groups', async (nextToken) => {
    const page = await client.send(new ListTargetGroupsCommand({ nextToken }));
    return { items: page.items, next: page.nextToken };
  });
  const behind = new Map<string, Behind>();
  for (const { arn = '', id = '', type } of groups) {
    const named = type === 'LAMBDA' || type === 'ALB';
    const targets = named
      ? await calls.list('vpc-lattice:ListTargets', arn, async (nextToken) => {
          const page = await client.send(new ListTargetsCommand({ targetGroupIdentifier: id, nextToken }));
          return { items: page.items, next: page.nextToken };
        })
      : [];
    const ids = targets.flatMap((target) => target.id ?? []);
    const known = { arn, targets: ids.map((one) => (isFunctionArn(one) ? functionArn(one) : one)) };
    behind.set(arn, known);
    behind.set(id, known);
  }
  return behind;
};

interface Behind {
  readonly arn: string;
  readonly targets: readonly string[];
}

/**
 * Services of VPC Lattice that this account owns; those that other accounts share with it are read there. A service is
 * one API: its rules are its routes.
 */
export const collectVpcLattice: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('vpc-lattice', (config) => new VPCLatticeClient(config));
  const all = await calls.list('vpc-lattice:ListServices', '', async (nextToken) => {
    const page = await client.send(new ListServicesCommand({ nextToken }));
    return { items: page.items, next: page.nextToken };
  });
  const services = all.filter(({ arn = '' }) => accountInArn(arn) === context.account);
  const behind = services.length > 0 ? await targetsOf(calls, client) : new Map<string, Behind>();
  const evidence: Evidence[] = [];
  for (const { arn = '', id = '', name, dnsEntry, customDomainName } of services) {
    const service = await calls.ask('vpc-lattice:GetService', arn, () =>
      client.send(new GetServiceCommand({ serviceIdentifier: id })),
    );
    const tags = await calls.ask('vpc-lattice:ListTagsForResource', `tags of ${name}`, () =>
      client.send(new ListTagsForResourceCommand({ resourceArn: arn })),
    );
    const listeners = await calls.list('vpc-lattice:ListListeners', arn, async (nextToken) => {
      const page = await client.send(new ListListenersCommand({ serviceIdentifier: id, nextToken }));
      return { items: page.items, next: page.nextToken };
    });
    const routes: Route[] = [];
    for (const listener of listeners) routes.push(...(await routesOf(calls, client, { id, arn }, listener)));
    const serving = routes.filter((route) => groupsOf(route).length > 0);
    const operations = new Map(
      serving.map(operationOf).map((operation) => [`${operation.method} ${operation.template}`, operation]),
    );
    const groups = distinct(serving.flatMap(groupsOf));
    const hosts = distinct([customDomainName, dnsEntry?.domainName].map((host) => host && hostName(host)));
    for (const host of hosts.length > 0 ? hosts : [undefined]) {
      evidence.push(
        statement(context, 'vpc-lattice', {
          locator: arn,
          resource: arn,
          apiName: name,
          host,
          basePath: '',
          exposure: 'internal',
          operations: [...operations.values()],
          leadsTo: distinct(
            groups.flatMap((group) => {
              const known = behind.get(group);
              return known ? [known.arn, ...known.targets] : [group];
            }),
          ),
          ...tagFacts(tags?.tags),
          note: sentences(
            service?.authType === 'NONE' && 'No authentication (NONE).',
            service?.authType === 'AWS_IAM' && 'Callers sign with IAM (AWS_IAM).',
          ),
        }),
      );
    }
  }
  return calls.reading(evidence, services.length);
};
