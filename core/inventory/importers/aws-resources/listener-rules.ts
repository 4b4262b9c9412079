import { hostOfPattern } from '../../collectors/host-name.ts';
import { isStaticPattern, placeOfPattern, placeOfRegex } from '../../collectors/path-pattern.ts';
import { tagFacts, tagMap } from '../../collectors/tag-facts.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportedApi, RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { joinTemplate } from '../path-template.ts';
import { hostOf } from '../place.ts';
import type { RouteBudget } from '../route-budget.ts';
import { forSome } from '../route-controls.ts';
import { methodOf } from '../served-requests.ts';
import { type AwsEstate, type AwsResource, blockAt, blocksAt } from './estate.ts';
import { isGuarded } from './gateway-controls.ts';
import { resourceTags } from './resource-facts.ts';

const kind = 'AWS::ElasticLoadBalancingV2::';

/** What a rule asks of a request in one respect, in whichever of the spellings of the tools. */
const valuesOf = (
  conditions: readonly ConfigNode[],
  field: string,
  name: string,
  list = 'values',
): readonly string[] =>
  conditions.flatMap((condition) => {
    const blocks = [blockAt(condition, name), nodeAt(condition, `${name}Config`)];
    const plain =
      textAt(condition, 'field') === field && list === 'values' ? itemsAt(condition, 'values') : [];
    return [...plain, ...blocks.flatMap((block) => itemsAt(block, list))]
      .map((one) => textAt(one))
      .filter(Boolean);
  });

const hasOther = (conditions: readonly ConfigNode[]): boolean =>
  conditions.some(
    (condition) =>
      ['http-header', 'query-string'].includes(textAt(condition, 'field')) ||
      ['httpHeader', 'queryString'].some(
        (name) => hasAt(blockAt(condition, name)) || hasAt(condition, `${name}Config`),
      ),
  );

const membersOf = (node: ConfigNode, ...names: readonly string[]): readonly ConfigNode[] =>
  names.flatMap((name) => blocksAt(node, name));

const forwards = (action: ConfigNode): boolean => textAt(action, 'type') === 'forward';

/** Target groups that get requests, as far as their ARNs are written. */
const targetGroups = (actions: readonly ConfigNode[]): readonly string[] =>
  actions.filter(forwards).flatMap((action) => {
    const groups = [
      ...blocksAt(blockAt(action, 'forward'), 'targetGroup'),
      ...blocksAt(nodeAt(action, 'forwardConfig'), 'targetGroups'),
    ]
      .filter((group) => textAt(group, 'weight') !== '0')
      .map((group) => textAt(group, 'arn') || textAt(group, 'targetGroupArn'));
    return [...(groups.length > 0 ? groups : [textAt(action, 'targetGroupArn')])].filter((arn) =>
      arn.startsWith('arn:'),
    );
  });

/** People who are not signed in may be let through all the same. */
const signInControls = (actions: readonly ConfigNode[]): readonly RouteControl[] =>
  actions.flatMap((action): readonly RouteControl[] => {
    const type = textAt(action, 'type');
    const proof = proofOf(action);
    if (type === 'jwt-validation') return [{ control: 'jwt', effective: 'yes', proof }];
    if (!type.startsWith('authenticate-')) return [];
    const name = type === 'authenticate-oidc' ? 'authenticateOidc' : 'authenticateCognito';
    const isLax = [blockAt(action, name), nodeAt(action, `${name}Config`)].some(
      (one) => textAt(one, 'onUnauthenticatedRequest') === 'allow',
    );
    return isLax
      ? [
          {
            control: 'oidc',
            effective: 'no',
            proof,
            disarmedBy: 'Requests of people who are not signed in are let through.',
          },
        ]
      : [{ control: 'oidc', effective: 'yes', proof }];
  });

const modernTls = /^ELBSecurityPolicy-(?:TLS13-1-[23]|TLS-1-2|FS-1-2)/;

const listenerControls = (listener: AwsResource | undefined): readonly RouteControl[] => {
  if (!listener) return [];
  const { node } = listener;
  const proof = proofOf(node);
  const protocol = textAt(node, 'protocol').toUpperCase();
  const policy = textAt(node, 'sslPolicy');
  const mode = textAt(blockAt(node, 'mutualAuthentication'), 'mode');
  return [
    ...(protocol === 'HTTPS' ? [{ control: 'https-only', effective: 'yes', proof } as const] : []),
    ...(protocol === 'HTTP'
      ? [
          {
            control: 'https-only',
            effective: 'no',
            proof,
            disarmedBy: 'The listener speaks plain HTTP.',
          } as const,
        ]
      : []),
    ...(protocol === 'HTTPS' && modernTls.test(policy)
      ? [{ control: 'tls-minimum', effective: 'yes', proof } as const]
      : []),
    ...(protocol === 'HTTPS' && policy && !modernTls.test(policy)
      ? [
          {
            control: 'tls-minimum',
            effective: 'no',
            proof,
            disarmedBy: `The policy ${policy} admits older versions of TLS.`,
          } as const,
        ]
      : []),
    ...(mode === 'verify' ? [{ control: 'mutual-tls', effective: 'yes', proof } as const] : []),
    ...(mode === 'passthrough'
      ? [
          {
            control: 'mutual-tls',
            effective: 'no',
            proof,
            disarmedBy: 'Client certificates are passed on unverified.',
          } as const,
        ]
      : []),
  ];
};

const isLogging = (balancer: AwsResource): boolean => {
  const block = blockAt(balancer.node, 'accessLogs');
  const attributes = blocksAt(balancer.node, 'loadBalancerAttributes');
  return (
    isTrueAt(block, 'enabled') ||
    attributes.some(
      (one) =>
        textAt(one, 'key') === 'access_logs.s3.enabled' && /^true$/i.test(String(nodeAt(one, 'value').value)),
    )
  );
};

const balancerControls = (estate: AwsEstate, balancer: AwsResource | undefined): readonly RouteControl[] => {
  if (!balancer) return [];
  const proof = proofOf(balancer.node);
  return [
    ...(isLogging(balancer) ? [{ control: 'access-log', effective: 'yes', proof } as const] : []),
    ...(isGuarded(estate, balancer) ? [{ control: 'waf', effective: 'yes', proof } as const] : []),
  ];
};

const networkControls = (networks: readonly string[], proof: string): readonly RouteControl[] => {
  if (networks.length === 0) return [];
  return networks.some(everyone)
    ? [{ control: 'ip-allow-list', effective: 'no', proof, disarmedBy: 'The list holds every address.' }]
    : [{ control: 'ip-allow-list', effective: 'yes', proof }];
};

/** Functions and other ARNs among the targets of a target group. */
type Targets = ReadonlyMap<string, readonly string[]>;

const targetsByGroup = (estate: AwsEstate): Targets => {
  const targets = new Map<string, string[]>();
  for (const { node } of estate.all(`${kind}TargetGroupAttachment`)) {
    const target = textAt(node, 'targetId');
    if (!target.startsWith('arn:')) continue;
    const same = targets.get(textAt(node, 'targetGroupArn'));
    if (same) same.push(target);
    else targets.set(textAt(node, 'targetGroupArn'), [target]);
  }
  return targets;
};

/** One rule, or the default action of a listener, that hands requests on. */
const ruleApi = (
  estate: AwsEstate,
  resource: AwsResource,
  listener: AwsResource | undefined,
  conditions: readonly ConfigNode[],
  actions: readonly ConfigNode[],
  targets: Targets,
  budget: RouteBudget,
): readonly ImportedApi[] => {
  if (
    !actions.some(forwards) ||
    /^(?:TCP|TLS|UDP|TCP_UDP|GENEVE)$/i.test(listener ? textAt(listener.node, 'protocol') : '')
  )
    return [];
  const patterns = valuesOf(conditions, 'path-pattern', 'pathPattern');
  const regexes = valuesOf(conditions, 'path-pattern', 'pathPattern', 'regexValues');
  if (patterns.length > 0 && regexes.length === 0 && patterns.every(isStaticPattern)) return [];
  const balancer = listener && estate.named(listener, ['loadBalancerArn'], `${kind}LoadBalancer`);
  const written = valuesOf(conditions, 'host-header', 'hostHeader');
  const own = balancer ? hostOf(textAt(balancer.node, 'dnsName')) : undefined;
  const hosts = written.length > 0 ? [...new Set(written.map(hostOfPattern))] : [own];
  const places = [...patterns.map(placeOfPattern), ...regexes.map(placeOfRegex)];
  const methods = valuesOf(conditions, 'http-request-method', 'httpRequestMethod').map(methodOf);
  const proof = proofOf(resource.node);
  const controls = [
    ...signInControls(actions),
    ...networkControls(valuesOf(conditions, 'source-ip', 'sourceIp'), proof),
    ...listenerControls(listener),
    ...balancerControls(estate, balancer),
  ];
  const met = hasOther(conditions)
    ? forSome(controls, 'The rule is for requests with certain headers or parameters.')
    : controls;
  const groups = targetGroups(actions);
  const leadsTo = [...new Set([...groups, ...groups.flatMap((group) => targets.get(group) ?? [])])];
  const tags = resourceTags(resource.node);
  return [
    {
      name: tagMap(tags).get('name') ?? hosts[0] ?? resource.name,
      style: 'REST',
      locator: proof,
      routes: hosts.flatMap((host) =>
        (places.length > 0 ? places : [placeOfPattern('*')]).flatMap(({ basePath, template }) =>
          (budget.isSpent() ? [] : methods.length > 0 ? methods : ['ANY']).flatMap((method) =>
            budget.spend()
              ? [
                  {
                    method,
                    template: joinTemplate(basePath, template),
                    ...(host ? { host } : {}),
                    pointer: proof,
                    controls: met,
                  },
                ]
              : [],
          ),
        ),
      ),
      ...(leadsTo.length > 0 ? { leadsTo } : {}),
      ...tagFacts(tags),
    },
  ];
};

/** What Application Load Balancers hand on: rules, and what is left for the default action. */
export const listenerApis = (estate: AwsEstate, budget: RouteBudget): readonly ImportedApi[] => {
  const targets = targetsByGroup(estate);
  const rules = estate.all(`${kind}ListenerRule`).flatMap((rule) => {
    const listener = estate.named(rule, ['listenerArn'], `${kind}Listener`);
    const conditions = membersOf(rule.node, 'condition', 'conditions');
    const actions = membersOf(rule.node, 'action', 'actions');
    return ruleApi(estate, rule, listener, conditions, actions, targets, budget);
  });
  const defaults = estate.all(`${kind}Listener`).flatMap((listener) => {
    const actions = membersOf(listener.node, 'defaultAction', 'defaultActions');
    return ruleApi(estate, listener, listener, [], actions, targets, budget);
  });
  return [...rules, ...defaults];
};
