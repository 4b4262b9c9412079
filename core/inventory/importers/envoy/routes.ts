import type { InputProblem } from '../../../input-problem.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import type { RouteBudget } from '../route-budget.ts';
import { onEveryWay, strongest } from '../route-controls.ts';
import { fileOfProof, servedHost, servedRoutes } from '../served-requests.ts';
import { filterControls } from './filter-controls.ts';
import { filtersFor } from './http-filters.ts';
import type { ConnectionManager } from './resources.ts';
import { type EnvoyMatch, maxEarlier, readMatch } from './route-match.ts';
import { chainControls, clusterControls } from './tls.ts';

export interface TableReading {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly InputProblem[];
}

/** Names that a virtual host serves; the certificate names of the chain where it serves any. */
const hostsOf = (virtualHost: ConfigNode, chain: ConfigNode | undefined): readonly (string | undefined)[] => {
  const domains = itemsAt(virtualHost, 'domains').map((domain) => servedHost(textAt(domain)));
  if (domains.length > 0 && !domains.includes(undefined)) return [...new Set(domains)];
  const names = chain
    ? itemsAt(chain, 'filter_chain_match', 'server_names').map((name) => servedHost(textAt(name)))
    : [];
  return names.length > 0 ? [...new Set(names)] : [undefined];
};

/** Refusals and answers that only send plain HTTP on to HTTPS are no endpoints. */
const isNoEndpoint = (route: ConfigNode): boolean =>
  Number(textAt(route, 'direct_response', 'status') || '0') >= 400 ||
  isTrueAt(route, 'redirect', 'https_redirect');

const clustersOf = (route: ConfigNode, clusters: ReadonlyMap<string, ConfigNode>): readonly ConfigNode[] => {
  const names = [
    textAt(route, 'route', 'cluster'),
    ...itemsAt(route, 'route', 'weighted_clusters', 'clusters').map((one) => textAt(one, 'name')),
  ].filter((name) => name !== '');
  return names.flatMap((name) => clusters.get(name) ?? []);
};

const addressesOf = (cluster: ConfigNode): readonly string[] =>
  itemsAt(cluster, 'load_assignment', 'endpoints')
    .flatMap((locality) => itemsAt(locality, 'lb_endpoints'))
    .map((one) => textAt(one, 'endpoint', 'address', 'socket_address', 'address').toLowerCase())
    .filter((address) => /[a-z]/.test(address));

const managerControls = (manager: ConnectionManager, virtualHost: ConfigNode): readonly RouteControl[] => {
  const controls = [...chainControls(manager.chain)];
  const demand = nodeAt(virtualHost, 'require_tls');
  if (textAt(demand) === 'ALL')
    controls.push({ control: 'https-only', effective: 'yes', proof: proofOf(demand) });
  const logs = itemsAt(manager.config, 'access_log');
  const [log] = logs;
  if (log) {
    const whole = logs.find((one) => !hasAt(one, 'filter'));
    const filtered = 'A filter decides which requests are logged.';
    controls.push(
      whole
        ? { control: 'access-log', effective: 'yes', proof: proofOf(whole) }
        : { control: 'access-log', effective: 'conditional', proof: proofOf(log), disarmedBy: filtered },
    );
  }
  const tracing = nodeAt(manager.config, 'tracing');
  if (hasAt(tracing)) {
    const share = Number(textAt(tracing, 'random_sampling', 'value') || '100');
    controls.push({
      control: 'tracing',
      effective: share >= 100 ? 'yes' : 'conditional',
      proof: proofOf(tracing),
      ...(share >= 100 ? {} : { disarmedBy: `${share} % of the requests are traced.` }),
    });
  }
  return controls;
};

const readRoute = (
  route: ConfigNode,
  virtualHost: ConfigNode,
  table: ConfigNode,
  manager: ConnectionManager | undefined,
  clusters: ReadonlyMap<string, ConfigNode>,
  earlier: readonly EnvoyMatch[],
  budget: RouteBudget,
): { readonly routes: readonly ImportedRoute[]; readonly problems: readonly InputProblem[] } => {
  const match = readMatch(nodeAt(route, 'match'));
  const proof = proofOf(nodeAt(route, 'match'));
  const upstream = onEveryWay(clustersOf(route, clusters).map(clusterControls));
  const filters = manager ? filtersFor(manager.filters, route, virtualHost, table) : [];
  const hosts = match.host ? [match.host] : hostsOf(virtualHost, manager?.chain);
  const always = manager ? managerControls(manager, virtualHost) : [];
  const routes = servedRoutes({ ...match, hosts }, budget, proof, (served) =>
    strongest([
      ...always,
      ...filterControls(filters, [route, virtualHost, table], served, earlier),
      ...upstream,
    ]),
  );
  const problem: InputProblem = {
    file: fileOfProof(proof),
    pointer: proof,
    message:
      'The path is a regular expression that is no simple template: everything below its beginning is listed.',
    fix: 'Look up the paths that it really serves, or write it as a path or a prefix.',
  };
  return { routes, problems: match.expression === undefined ? [] : [problem] };
};

/** One API for each virtual host of a route table. @param manager Undefined when no listener names the table. */
export const readTable = (
  table: ConfigNode,
  manager: ConnectionManager | undefined,
  clusters: ReadonlyMap<string, ConfigNode>,
  budget: RouteBudget,
): TableReading => {
  const problems: InputProblem[] = [];
  const apis = itemsAt(table, 'virtual_hosts').map((virtualHost): ImportedApi => {
    const all = itemsAt(virtualHost, 'routes');
    const matches = all.slice(0, maxEarlier).map((route) => readMatch(nodeAt(route, 'match')));
    const served = all
      .map((route, index) => ({ route, earlier: matches.slice(0, index) }))
      .filter(({ route }) => !isNoEndpoint(route));
    if (hasAt(virtualHost, 'matcher')) {
      const pointer = proofOf(nodeAt(virtualHost, 'matcher'));
      problems.push({
        file: fileOfProof(pointer),
        pointer,
        message: 'The virtual host routes by a matcher tree, which is not read: its routes are missing.',
        fix: 'List its routes in a spreadsheet or an OpenAPI document.',
      });
    }
    const read = served.map(({ route, earlier }) =>
      readRoute(route, virtualHost, table, manager, clusters, earlier, budget),
    );
    problems.push(...read.flatMap((one) => one.problems));
    const addresses = served.flatMap(({ route }) => clustersOf(route, clusters)).flatMap(addressesOf);
    const leadsTo = [...new Set(addresses)].map((address) => `host:${address}`);
    return {
      name: textAt(virtualHost, 'name') || textAt(table, 'name') || 'virtual host',
      style: 'REST',
      locator: proofOf(virtualHost),
      routes: read.flatMap(({ routes }) => routes),
      ...(leadsTo.length > 0 ? { leadsTo } : {}),
    };
  });
  return { apis, problems };
};
