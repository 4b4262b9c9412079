import { isMapping } from '../../../documentation/mapping.ts';
import type { ApiStyle, Lifecycle } from '../../evidence.ts';
import { type ComparisonBudget, tooManyRules } from '../comparison-budget.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportContext, ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { readTreeText } from '../member-text.ts';
import { everythingBelow, joinTemplate, templateOf } from '../path-template.ts';
import { hostOf, placeOf } from '../place.ts';
import type { RouteBudget } from '../route-budget.ts';
import { inDoubt, onEveryWay, strongest } from '../route-controls.ts';
import type { GraviteeDefinition } from './definitions.ts';
import { flowControls, flowsAt, type GraviteeFlow } from './flows.ts';
import { isLive, planControls } from './plans.ts';

interface Entry {
  readonly host?: string;
  readonly base: string;
}

const entryOf = (node: ConfigNode): Entry => {
  const host = hostOf(textAt(node, 'host'));
  return { ...(host ? { host } : {}), base: textAt(node, 'path') || '/' };
};

const httpListeners = (api: ConfigNode): readonly ConfigNode[] =>
  itemsAt(api, 'listeners').filter((one) => ['HTTP', ''].includes(textAt(one, 'type').toUpperCase()));

const entriesOf = ({ api }: GraviteeDefinition): readonly Entry[] => {
  const listed = httpListeners(api).flatMap((listener) => itemsAt(listener, 'paths').map(entryOf));
  const hosts = itemsAt(api, 'proxy', 'virtual_hosts').map(entryOf);
  const single = textAt(api, 'proxy', 'context_path') || textAt(api, 'contextPath');
  const all = [...listed, ...hosts];
  return all.length > 0 ? all : single ? [{ base: single }] : [];
};

/** Methods of entrypoints that are no plain proxy. */
const entrypointMethods: ReadonlyMap<string, string> = new Map([
  ['http-get', 'GET'],
  ['sse', 'GET'],
  ['websocket', 'GET'],
  ['http-post', 'POST'],
]);

const entrypointsOf = (api: ConfigNode): readonly string[] =>
  httpListeners(api).flatMap((listener) =>
    itemsAt(listener, 'entrypoints').map((one) => textAt(one, 'type')),
  );

const methodsOfApi = (api: ConfigNode): readonly string[] => {
  const types = entrypointsOf(api);
  const methods = types.map((type) => entrypointMethods.get(type) ?? 'ANY');
  return methods.length === 0 || methods.includes('ANY') ? ['ANY'] : [...new Set(methods)];
};

const styleOf = (api: ConfigNode): ApiStyle => {
  const types = entrypointsOf(api);
  if (types.length > 0 && types.every((type) => type === 'websocket')) return 'WEBSOCKET';
  return textAt(api, 'type').toUpperCase() === 'MESSAGE' ? 'EVENTS' : 'REST';
};

interface Target {
  readonly method: string;
  /** From the context path; everything below it is `/{proxy+}`. */
  readonly path: string;
  readonly pointer: string;
}

const everything = '/{proxy+}';

const targetsOf = ({ api }: GraviteeDefinition, flows: readonly GraviteeFlow[]): readonly Target[] => {
  const named = flows
    .filter(({ path }) => !/^\/*$/.test(path))
    .flatMap(({ path, isPrefix, methods, pointer }) =>
      (methods.length > 0 ? methods : ['ANY']).map((method) => ({
        method,
        path: isPrefix ? everythingBelow(templateOf(path)) : templateOf(path),
        pointer,
      })),
    );
  // Requests that no flow is for are refused where one must match.
  if (isTrueAt(api, 'flowExecution', 'matchRequired')) {
    const open = flows.filter(({ path, isPrefix }) => isPrefix && /^\/*$/.test(path));
    const any = open.flatMap(({ methods, pointer }) =>
      (methods.length > 0 ? methods : ['ANY']).map((method) => ({ method, path: everything, pointer })),
    );
    return [...named, ...any];
  }
  return [
    ...named,
    ...methodsOfApi(api).map((method) => ({ method, path: everything, pointer: proofOf(api) })),
  ];
};

const sharedConfiguration = (node: ConfigNode): ConfigNode => {
  if (typeof node.value !== 'string') return node;
  const tree = readTreeText(node.value, '');
  return { ...node, value: tree.ok && isMapping(tree.value) ? tree.value : {}, proofAt: () => proofOf(node) };
};

interface Endpoint {
  readonly url: string;
  readonly ssl: ConfigNode;
}

const endpointsOf = ({ api }: GraviteeDefinition): readonly Endpoint[] => [
  ...itemsAt(api, 'endpointGroups').flatMap((group) =>
    itemsAt(group, 'endpoints').map((endpoint) => {
      const own = sharedConfiguration(nodeAt(endpoint, 'sharedConfigurationOverride'));
      const inherited =
        hasAt(endpoint, 'inheritConfiguration') && !isTrueAt(endpoint, 'inheritConfiguration')
          ? own
          : sharedConfiguration(nodeAt(group, 'sharedConfiguration'));
      return {
        url: textAt(sharedConfiguration(nodeAt(endpoint, 'configuration')), 'target'),
        ssl: nodeAt(inherited, 'ssl'),
      };
    }),
  ),
  ...[
    ...itemsAt(api, 'proxy', 'groups').flatMap((group) => itemsAt(group, 'endpoints')),
    ...itemsAt(api, 'proxy', 'endpoints'),
  ].map((endpoint) => ({
    url: textAt(endpoint, 'target'),
    ssl: nodeAt(endpoint, 'ssl'),
  })),
];

const upstreamControls = (endpoints: readonly Endpoint[]): readonly RouteControl[] => {
  const secured = endpoints.filter(({ url }) => /^https:/i.test(url));
  const lax = secured.find(({ ssl }) => isTrueAt(ssl, 'trustAll'));
  if (lax)
    return [
      {
        control: 'upstream-tls',
        effective: 'no',
        proof: proofOf(lax.ssl),
        disarmedBy: 'trustAll accepts any certificate.',
      },
    ];
  const unnamed = secured.find(
    ({ ssl }) => hasAt(ssl, 'hostnameVerifier') && !isTrueAt(ssl, 'hostnameVerifier'),
  );
  if (unnamed)
    return [
      {
        control: 'upstream-tls',
        effective: 'no',
        proof: proofOf(unnamed.ssl),
        disarmedBy: 'hostnameVerifier is off: a certificate of any name is accepted.',
      },
    ];
  const [first] = secured;
  const explicit =
    first && secured.length === endpoints.length && secured.every(({ ssl }) => hasAt(ssl, 'trustAll'));
  return explicit ? [{ control: 'upstream-tls', effective: 'yes', proof: proofOf(first.ssl) }] : [];
};

const logControls = ({ api }: GraviteeDefinition): readonly RouteControl[] => {
  const analytics = nodeAt(api, 'analytics');
  const logging = hasAt(analytics, 'logging')
    ? nodeAt(analytics, 'logging')
    : nodeAt(api, 'proxy', 'logging');
  if (!hasAt(logging)) return [];
  const { value } = nodeAt(logging, 'mode');
  const isOn = isMapping(value)
    ? value.entrypoint === true
    : typeof value === 'string' && value.toUpperCase() !== 'NONE';
  const proof = proofOf(logging);
  if (!isOn) return [];
  if (hasAt(analytics, 'enabled') && !isTrueAt(analytics, 'enabled'))
    return [
      {
        control: 'access-log',
        effective: 'no',
        proof,
        disarmedBy: 'Analytics are switched off, and logging with them.',
      },
    ];
  return textAt(logging, 'condition')
    ? [
        {
          control: 'access-log',
          effective: 'conditional',
          proof,
          disarmedBy: 'Its condition limits what is logged.',
        },
      ]
    : [{ control: 'access-log', effective: 'yes', proof }];
};

const tracingControls = ({ api }: GraviteeDefinition): readonly RouteControl[] => {
  const tracing = nodeAt(api, 'analytics', 'tracing');
  return isTrueAt(tracing, 'enabled')
    ? [{ control: 'tracing', effective: 'yes', proof: proofOf(tracing) }]
    : [];
};

const lifecycles: Readonly<Record<string, Lifecycle>> = {
  CREATED: 'proposed',
  PUBLISHED: 'active',
  DEPRECATED: 'deprecated',
  ARCHIVED: 'retired',
};

const isStopped = (api: ConfigNode): boolean =>
  ['STOPPED', 'CLOSED'].includes(textAt(api, 'state').toUpperCase());

const ownerOf = (api: ConfigNode): string =>
  textAt(api, 'primaryOwner', 'email') || textAt(api, 'primaryOwner', 'displayName');

/** What one artefact may cost. */
export interface GraviteeBudgets {
  readonly routes: RouteBudget;
  readonly comparisons: ComparisonBudget;
}

/** Routes of an API with what a request to them meets: plans, their flows, and the flows of the API itself. */
export const readApi = (
  definition: GraviteeDefinition,
  context: ImportContext,
  budgets: GraviteeBudgets,
): ImportedApi => {
  const { api, plans, version } = definition;
  const flows = flowsAt(api, version);
  const mode = textAt(api, 'flowExecution', 'mode') || textAt(api, 'flow_mode');
  const isBestMatch = mode.toUpperCase() === 'BEST_MATCH';
  const live = plans.filter(isLive);
  const planFlows = live.map((plan) => flowsAt(plan, version));
  const endpoints = endpointsOf(definition);
  const common = [
    ...planControls(plans),
    ...upstreamControls(endpoints),
    ...logControls(definition),
    ...tracingControls(definition),
  ];
  const all = isStopped(api) ? [] : targetsOf(definition, [...flows, ...planFlows.flat()]);
  const targets = [...new Map(all.map((target) => [`${target.method} ${target.path}`, target])).values()];
  const isCompared = budgets.comparisons.admits(targets.length, flows.length + planFlows.flat().length);
  const served = (isCompared ? targets : targets.slice(-1)).map((target) => {
    const { method, path } = target;
    if (!isCompared) return { ...target, controls: inDoubt(common, tooManyRules) };
    const ofPlans = onEveryWay(planFlows.map((one) => flowControls(one, method, path, isBestMatch)));
    const controls = strongest([...common, ...ofPlans, ...flowControls(flows, method, path, isBestMatch)]);
    return { ...target, controls };
  });
  const routes = entriesOf(definition).flatMap(({ host, base }) =>
    (budgets.routes.isSpent() ? [] : served).flatMap(
      ({ method, path, pointer, controls }): readonly ImportedRoute[] =>
        budgets.routes.spend()
          ? [
              {
                method,
                template: path === everything ? everythingBelow(base) : joinTemplate(base, path),
                ...(host ? { host } : {}),
                pointer,
                controls,
              },
            ]
          : [],
    ),
  );
  const hosts = endpoints.flatMap(({ url }) => placeOf(url, context) ?? []);
  const leadsTo = [
    ...new Set(
      hosts.flatMap((place) => (place.host ? [`host:${place.host}${place.path.replace(/\/+$/, '')}`] : [])),
    ),
  ];
  const lifecycle =
    lifecycles[(textAt(api, 'lifecycleState') || textAt(api, 'lifecycle_state')).toUpperCase()];
  const purpose = textAt(api, 'description');
  const number = textAt(api, 'apiVersion') || textAt(api, 'version');
  const owner = ownerOf(api);
  return {
    name: textAt(api, 'name'),
    style: styleOf(api),
    locator: proofOf(api),
    routes,
    ...(number ? { version: number } : {}),
    ...(owner ? { owner } : {}),
    ...(purpose ? { purpose } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(leadsTo.length > 0 ? { leadsTo } : {}),
  };
};
