import type { Action, Listener, Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { hostOfPattern } from '../../core/inventory/collectors/host-name.ts';
import {
  isStaticPattern,
  type PathPlace,
  placeOfPattern,
  placeOfRegex,
} from '../../core/inventory/collectors/path-pattern.ts';
import { type Tags, tagFacts, tagMap } from '../../core/inventory/collectors/tag-facts.ts';
import type { ApiStyle, Evidence, Exposure } from '../../core/inventory/evidence.ts';
import type { CollectorContext } from './context.ts';
import { distinct, sentences, statement } from './statement.ts';

/** A target group as far as it tells what is behind it. */
export interface Target {
  readonly name: string;
  readonly style?: ApiStyle;
  /** Lambda functions and load balancers among its targets. */
  readonly behind: readonly string[];
}

export interface RuleSetting {
  /** DNS name of the load balancer. */
  readonly host: string;
  readonly exposure: Exposure;
  readonly listener: Listener;
  readonly rule: Rule;
  /** By the ARN of the target group. */
  readonly targets: ReadonlyMap<string, Target>;
  /** From the load balancer's to the rule's own. */
  readonly tags: readonly Tags[];
}

/** Target groups that get requests; one with the weight 0 gets none. */
export const forwardsTo = (actions: readonly Action[] | undefined): string[] =>
  distinct(
    (actions ?? [])
      .filter(({ Type }) => Type === 'forward')
      .flatMap(({ TargetGroupArn, ForwardConfig }) => [
        ...(ForwardConfig?.TargetGroups ?? [])
          .filter(({ Weight }) => Weight !== 0)
          .map((group) => group.TargetGroupArn),
        ...(ForwardConfig?.TargetGroups?.length ? [] : [TargetGroupArn]),
      ]),
  );

interface Conditions {
  /** `undefined`: any host. */
  readonly hosts: readonly string[] | undefined;
  readonly paths: readonly string[] | undefined;
  readonly places: readonly PathPlace[];
  readonly methods: readonly string[];
  readonly also: readonly string[];
}

const of = (conditions: readonly RuleCondition[], field: string): RuleCondition | undefined =>
  conditions.find((condition) => condition.Field === field);

const values = (
  config: { Values?: string[] | undefined; RegexValues?: string[] | undefined } | undefined,
  plain: readonly string[] | undefined,
) => ({ patterns: config?.Values ?? plain ?? [], regexes: config?.RegexValues ?? [] });

/**
 * What a rule asks of a request. Names of headers and query parameters only: their values are often a secret that a
 * CDN sends along.
 */
const conditionsOf = (conditions: readonly RuleCondition[] = []): Conditions => {
  const host = of(conditions, 'host-header');
  const path = of(conditions, 'path-pattern');
  const hosts = values(host?.HostHeaderConfig, host?.Values);
  const paths = values(path?.PathPatternConfig, path?.Values);
  const headers = conditions.flatMap(({ HttpHeaderConfig }) => HttpHeaderConfig?.HttpHeaderName ?? []);
  const query = conditions.flatMap(({ QueryStringConfig }) => QueryStringConfig?.Values ?? []);
  const networks = conditions.flatMap(({ SourceIpConfig }) => SourceIpConfig?.Values ?? []);
  const unclear = [
    ...hosts.regexes,
    ...hosts.patterns.filter((one) => hostOfPattern(one) !== one.toLowerCase()),
  ];
  return {
    hosts: host ? distinct(hosts.patterns.map(hostOfPattern)) : undefined,
    paths: path ? [...paths.patterns, ...paths.regexes] : undefined,
    places: path ? [...paths.patterns.map(placeOfPattern), ...paths.regexes.map(placeOfRegex)] : [],
    methods: distinct(
      conditions.flatMap(({ HttpRequestMethodConfig }) => HttpRequestMethodConfig?.Values ?? []),
    ).map((method) => method.toUpperCase()),
    also: [
      ...(unclear.length > 0 ? [`Host matches ${unclear.join(' or ')}.`] : []),
      ...headers.map((name) => `Only with the header ${name}.`),
      ...(query.length > 0 ? ['Only with certain query parameters.'] : []),
      ...(networks.length > 0 ? ['Only from listed networks.'] : []),
    ],
  };
};

/** What the rule does where it hands nothing on. */
const answersItself = (actions: readonly Action[] = []): { note: string; leadsTo: string[] } => {
  const redirect = actions.find(({ Type }) => Type === 'redirect')?.RedirectConfig;
  if (redirect) {
    const { Host = '#{host}', Path = '/#{path}', Protocol = '#{protocol}', StatusCode = '' } = redirect;
    const status = StatusCode.replace('HTTP_', '');
    return {
      note: `Redirects (${status}) to ${Protocol.toLowerCase()}://${Host}${Path}.`,
      leadsTo: Host.includes('#{') ? [] : [`host:${Host.toLowerCase()}`],
    };
  }
  const fixed = actions.find(({ Type }) => Type === 'fixed-response')?.FixedResponseConfig;
  return { note: `Answers ${fixed?.StatusCode ?? 'nothing'} by itself.`, leadsTo: [] };
};

const listenerNote = ({ Protocol, Port, MutualAuthentication }: Listener): readonly string[] => [
  ...(Protocol === 'HTTP' ? [`Plain HTTP on port ${Port}.`] : []),
  ...(MutualAuthentication?.Mode === 'verify' ? ['A client certificate is required.'] : []),
  ...(MutualAuthentication?.Mode === 'passthrough' ? ['A client certificate is passed on unverified.'] : []),
];

const signIn = (actions: readonly Action[] = []): readonly string[] =>
  actions
    .filter(({ Type }) => Type?.startsWith('authenticate-') || Type === 'jwt-validation')
    .map(({ Type }) =>
      Type === 'jwt-validation' ? 'The load balancer verifies a JWT first.' : 'People sign in first.',
    );

/** Evidence of one rule: a piece for each host and base path that it serves, all of one resource. */
export const ruleEvidence = (context: CollectorContext, setting: RuleSetting): Evidence[] => {
  const { rule, listener, host, exposure, targets, tags } = setting;
  const { hosts, paths, places, methods, also } = conditionsOf(rule.Conditions);
  const groups = forwardsTo(rule.Actions);
  const behind = groups.flatMap((arn) => targets.get(arn)?.behind ?? []);
  const [first] = groups.map((arn) => targets.get(arn));
  const files = paths?.every(isStaticPattern) ?? false;
  const serves = groups.length > 0 && !files;
  const itself = groups.length > 0 ? { note: '', leadsTo: [] } : answersItself(rule.Actions);
  const named = tagMap(tags.at(-1)).get('name');
  const behindName = behind
    .find((arn) => arn.includes(':function:'))
    ?.split(':')
    .at(-1);
  const byBase = Map.groupBy(places.length > 0 ? places : [placeOfPattern('*')], ({ basePath }) => basePath);
  const common = {
    locator: rule.RuleArn ?? '',
    resource: rule.RuleArn,
    // A target group is named after its balancer or its port as often as after what it serves: its name is no API's.
    ...(serves ? { apiName: named ?? behindName, style: first?.style } : {}),
    leadsTo: distinct([...groups, ...behind, ...itself.leadsTo]),
    exposure,
    ...Object.assign({}, ...tags.map(tagFacts)),
    note: sentences(
      ...listenerNote(listener),
      itself.note,
      files && groups.length > 0 && 'Serves files.',
      ...signIn(rule.Actions),
      ...also,
    ),
  };
  const known = hosts === undefined ? [host] : hosts.length > 0 ? hosts : [undefined];
  return known.flatMap((name) =>
    [...byBase].map(([basePath, here]) =>
      statement(context, serves ? 'load-balancer' : 'aws-endpoint', {
        ...common,
        host: name,
        basePath,
        ...(serves
          ? {
              operations: here.flatMap(({ template }) =>
                (methods.length > 0 ? methods : ['ANY']).map((method) => ({ method, template })),
              ),
            }
          : {}),
      }),
    ),
  );
};
