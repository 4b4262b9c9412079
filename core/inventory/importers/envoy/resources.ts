import { isMapping } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { type ConfigNode, hasAt, itemsAt, nodeAt, textAt } from '../config-node.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';
import { type HttpFilter, readFilters } from './http-filters.ts';
import { typeOf } from './typed-config.ts';

/** What a bootstrap file, a configuration dump or files of dynamic resources hold. */
export interface EnvoyResources {
  readonly listeners: readonly ConfigNode[];
  readonly routeConfigs: readonly ConfigNode[];
  /** By name. */
  readonly clusters: ReadonlyMap<string, ConfigNode>;
  readonly version?: string;
  readonly problems: readonly InputProblem[];
}

interface Sink {
  readonly listeners: ConfigNode[];
  readonly routeConfigs: ConfigNode[];
  readonly clusters: Map<string, ConfigNode>;
}

const keepCluster = (cluster: ConfigNode, sink: Sink): void =>
  void sink.clusters.set(textAt(cluster, 'name'), cluster);

const readStatic = (bootstrap: ConfigNode, sink: Sink): void => {
  for (const listener of itemsAt(bootstrap, 'static_resources', 'listeners')) sink.listeners.push(listener);
  for (const cluster of itemsAt(bootstrap, 'static_resources', 'clusters')) keepCluster(cluster, sink);
};

/** Only what is active: a listener that is still warming or draining serves nothing. */
const readDump = (dump: ConfigNode, sink: Sink): void => {
  const type = typeOf(dump);
  // The dump repeats static listeners and clusters on their own.
  if (type === 'ListenersConfigDump') {
    for (const one of itemsAt(dump, 'static_listeners')) sink.listeners.push(nodeAt(one, 'listener'));
    for (const one of itemsAt(dump, 'dynamic_listeners')) {
      const active = nodeAt(one, 'active_state', 'listener');
      if (hasAt(active)) sink.listeners.push(active);
    }
  } else if (type === 'RoutesConfigDump') {
    for (const list of ['static_route_configs', 'dynamic_route_configs'])
      for (const one of itemsAt(dump, list)) sink.routeConfigs.push(nodeAt(one, 'route_config'));
  } else if (type === 'ClustersConfigDump') {
    for (const list of ['static_clusters', 'dynamic_active_clusters'])
      for (const one of itemsAt(dump, list)) keepCluster(nodeAt(one, 'cluster'), sink);
  }
};

const readRoot = (root: ConfigNode, sink: Sink): void => {
  const dumps = itemsAt(root, 'configs');
  if (dumps.length > 0) {
    for (const dump of dumps) readDump(dump, sink);
    if (!dumps.some((dump) => typeOf(dump) === 'ListenersConfigDump'))
      for (const dump of dumps) readStatic(nodeAt(dump, 'bootstrap'), sink);
    return;
  }
  readStatic(root, sink);
  for (const resource of itemsAt(root, 'resources')) readResource(resource, sink);
  readResource(root, sink);
};

const readResource = (node: ConfigNode, sink: Sink): void => {
  const type = typeOf(node);
  if (type === 'Listener' || hasAt(node, 'filter_chains')) sink.listeners.push(node);
  else if (type === 'RouteConfiguration' || hasAt(node, 'virtual_hosts')) sink.routeConfigs.push(node);
  else if (type === 'Cluster') keepCluster(node, sink);
};

const versionOf = (root: ConfigNode): string | undefined => {
  const [bootstrap] = itemsAt(root, 'configs').filter((dump) => typeOf(dump) === 'BootstrapConfigDump');
  const version = nodeAt(bootstrap ?? root, 'bootstrap', 'node', 'user_agent_build_version', 'version');
  const parts = ['major_number', 'minor_number', 'patch'].map((name) => textAt(version, name));
  return parts[0] ? parts.map((part) => part || '0').join('.') : undefined;
};

export const readResources = (files: readonly ImportFile[], context: ImportContext): EnvoyResources => {
  const sink: Sink = { listeners: [], routeConfigs: [], clusters: new Map() };
  const problems: InputProblem[] = [];
  let version: string | undefined;
  for (const file of files.filter(
    ({ name }) => /\.(?:ya?ml|json)$/i.test(name) || !/\.\w{1,8}$/.test(name),
  )) {
    const reading = readYamlDocuments(file);
    problems.push(...reading.problems);
    for (const document of reading.documents) {
      takeSecretsOf(document.value, context);
      if (!isMapping(document.value)) continue;
      const root: ConfigNode = {
        value: document.value,
        path: [],
        proofAt: documentPlace(file.name, document),
      };
      readRoot(root, sink);
      version ??= versionOf(root);
    }
  }
  return { ...sink, problems, ...(version ? { version } : {}) };
};

/** An HTTP connection manager of a listener, with the TLS of its filter chain. */
export interface ConnectionManager {
  readonly listener: ConfigNode;
  readonly chain: ConfigNode;
  readonly config: ConfigNode;
  readonly filters: readonly HttpFilter[];
}

export const connectionManagers = (listeners: readonly ConfigNode[]): readonly ConnectionManager[] =>
  listeners.flatMap((listener) => {
    const chains = itemsAt(listener, 'filter_chains');
    const fallback = nodeAt(listener, 'default_filter_chain');
    return [...chains, ...(hasAt(fallback) ? [fallback] : [])].flatMap((chain) =>
      itemsAt(chain, 'filters').flatMap((filter): readonly ConnectionManager[] => {
        const typed = nodeAt(filter, 'typed_config');
        const config = hasAt(typed) ? typed : nodeAt(filter, 'config');
        const isManager =
          typeOf(config) === 'HttpConnectionManager' ||
          /http_connection_manager$/.test(textAt(filter, 'name'));
        return isManager ? [{ listener, chain, config, filters: readFilters(config) }] : [];
      }),
    );
  });

/** Proxies of a mesh also hold what their own workload calls: those routes are served elsewhere. */
export const isOutbound = (listener: ConfigNode): boolean =>
  textAt(listener, 'traffic_direction') === 'OUTBOUND';

/** Route configurations of a manager, inline or by name. Undefined: it is loaded from elsewhere. */
export const routeConfigOf = (
  manager: ConnectionManager,
  named: readonly ConfigNode[],
): ConfigNode | undefined => {
  const inline = nodeAt(manager.config, 'route_config');
  if (hasAt(inline)) return inline;
  const name = textAt(manager.config, 'rds', 'route_config_name');
  return named.find((one) => textAt(one, 'name') === name && name !== '');
};

/** Whether anything at all was found under the names of Envoy. */
export const isEmpty = ({ listeners, routeConfigs }: EnvoyResources): boolean =>
  listeners.length === 0 && routeConfigs.length === 0;
