import type { InputProblem } from '../../../input-problem.ts';
import type { EnvironmentName } from '../../evidence.ts';
import {
  type ConfigNode,
  entriesAt,
  hasAt,
  isTrueAt,
  itemsAt,
  nodeAt,
  proofOf,
  textAt,
} from '../config-node.ts';
import type { ImportedApi, RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { anyPath, exactPath } from '../request-paths.ts';
import type { RouteBudget } from '../route-budget.ts';
import { strongest } from '../route-controls.ts';
import { fileOfProof, servedRoutes } from '../served-requests.ts';
import { type Definition, definitionsAt } from './definitions.ts';
import { filterControls } from './filters.ts';
import { readPredicates } from './predicates.ts';
import { serverControls, upstreamControls } from './server.ts';
import { isResolved, resolved, settingAt, settingText, type Variant } from './variants.ts';

const gateway = ['spring', 'cloud', 'gateway'];
/** Where routes stood before and since the split by web stack. */
const roots = [
  [...gateway, 'server', 'webflux'],
  [...gateway, 'server', 'webmvc'],
  [...gateway, 'mvc'],
  gateway,
];

export interface SpringReading {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly InputProblem[];
}

const environments: Readonly<Record<string, EnvironmentName>> = {
  prod: 'production',
  production: 'production',
  staging: 'staging',
  stage: 'staging',
  uat: 'staging',
  test: 'test',
  qa: 'test',
  dev: 'development',
  development: 'development',
  local: 'development',
};

const withValues = (definition: Definition, variant: Variant): Definition => ({
  ...definition,
  values: definition.values.map((value) => resolved(value, variant)),
});

const unresolvedProblem = (node: ConfigNode): InputProblem => {
  const pointer = proofOf(node);
  return {
    file: fileOfProof(pointer),
    pointer,
    message: 'A path or host holds a placeholder that is not among the files.',
    fix: 'Hand in the properties that fill it, or the answer of /actuator/gateway/routes.',
  };
};

const backendOf = (uri: string): readonly string[] => {
  const service = /^lb:\/\/([\w.-]+)/.exec(uri)?.[1];
  if (service) return [`host:${service.toLowerCase()}`];
  return URL.canParse(uri) && isResolved(uri) ? [`host:${new URL(uri).hostname}`] : [];
};

const networkControls = (network: Definition | undefined): readonly RouteControl[] => {
  if (!network) return [];
  const proof = proofOf(network.node);
  return network.values.some(everyone)
    ? [{ control: 'ip-allow-list', effective: 'no', proof, disarmedBy: 'The list holds every address.' }]
    : [{ control: 'ip-allow-list', effective: 'yes', proof }];
};

/** One route, from a configuration file or from a list of definitions of the actuator. */
export const readRoute = (
  route: ConfigNode,
  defaults: readonly Definition[],
  variant: Variant,
  base: string,
  budget: RouteBudget,
): SpringReading => {
  const enabled = nodeAt(route, 'enabled');
  if (hasAt(enabled) && !isTrueAt(enabled)) return { apis: [], problems: [] };
  const predicates = definitionsAt(route, 'predicates').map((one) => withValues(one, variant));
  const read = readPredicates(predicates);
  const uri = resolved(textAt(route, 'uri'), variant);
  const problems = predicates
    .filter(({ name, values }) => (name === 'Path' || name === 'Host') && !values.every(isResolved))
    .map(({ node }) => unresolvedProblem(node));
  const controls = strongest([
    ...serverControls(variant),
    ...[...defaults, ...definitionsAt(route, 'filters')].flatMap((filter) => filterControls(filter, variant)),
    ...networkControls(read.network),
    ...upstreamControls(nodeAt(route, 'uri'), uri, variant),
  ]);
  const proof = proofOf(predicates[0]?.node ?? route);
  // A path that is not filled in could be any: nothing is listed for it but the problem.
  const isOpen = !predicates.some(({ name }) => name === 'Path');
  const paths = isOpen ? [anyPath] : read.paths;
  const routes = servedRoutes(
    {
      methods: read.methods.length > 0 ? read.methods : ['ANY'],
      paths: paths.map((one) => [...exactPath(base), ...one]),
      hosts: read.hosts.length > 0 ? read.hosts : [undefined],
    },
    budget,
    proof,
    () => controls,
  );
  const leadsTo = backendOf(uri);
  const environment = environments[variant.profile.toLowerCase()];
  const api: ImportedApi = {
    name: textAt(route, 'id') || uri.replace(/^\w+:\/\//, '') || 'route',
    style: 'REST',
    locator: proofOf(route),
    routes,
    ...(environment ? { environment } : {}),
    ...(leadsTo.length > 0 ? { leadsTo } : {}),
  };
  return { apis: [api], problems };
};

const locatorProblem = (variant: Variant): readonly InputProblem[] =>
  roots.flatMap((root) => {
    const node = settingAt(variant, ...root, 'discovery', 'locator', 'enabled');
    if (!node || !isTrueAt(node)) return [];
    const pointer = proofOf(node);
    return [
      {
        file: fileOfProof(pointer),
        pointer,
        message:
          'Routes are also made from the service registry: discovery.locator.enabled. Those are not in the files.',
        fix: 'Hand in the answer of /actuator/gateway/routes.',
      },
    ];
  });

const routesAt = (variant: Variant, root: readonly string[]): readonly ConfigNode[] => {
  const list = settingAt(variant, ...root, 'routes');
  const map = settingAt(variant, ...root, 'routes-map');
  return [...(list ? itemsAt(list) : []), ...(map ? entriesAt(map).map(([, node]) => node) : [])];
};

export const readVariant = (variant: Variant, budget: RouteBudget): SpringReading => {
  const read = roots.flatMap((root): readonly SpringReading[] => {
    if (
      settingText(variant, ...root, 'enabled') === 'false' ||
      settingAt(variant, ...root, 'enabled')?.value === false
    )
      return [];
    const node = settingAt(variant, ...root, 'default-filters');
    const defaults = node ? definitionsAt({ ...node, value: { defaults: node.value } }, 'defaults') : [];
    const base =
      root.includes('webmvc') || root.includes('mvc')
        ? settingText(variant, 'server', 'servlet', 'context-path')
        : '';
    return routesAt(variant, root).map((route) =>
      readRoute(route, defaults, variant, isResolved(base) ? base : '', budget),
    );
  });
  return {
    apis: read.flatMap(({ apis }) => apis),
    problems: [...read.flatMap(({ problems }) => problems), ...locatorProblem(variant)],
  };
};
