import type { InputProblem } from '../../../input-problem.ts';
import { blind, partly, seen, type VisibilityMap } from '../../visibility.ts';
import { proofOf, textAt } from '../config-node.ts';
import type { Importer, ImportFile, ImportReading } from '../importer.ts';
import { type RouteBudget, routeBudget } from '../route-budget.ts';
import { mergeApis } from '../route-controls.ts';
import { fileOfProof } from '../served-requests.ts';
import {
  connectionManagers,
  type EnvoyResources,
  isEmpty,
  isOutbound,
  readResources,
  routeConfigOf,
} from './resources.ts';
import { readTable, type TableReading } from './routes.ts';

const format = 'Envoy configuration';

const visibility = (isDump: boolean): VisibilityMap => ({
  hosts: seen,
  routes: isDump
    ? seen
    : partly(
        'Routes that are loaded dynamically (RDS) stand with the control plane; a configuration dump has them.',
      ),
  authentication: partly(
    'What an external authorizer, a program in a filter or the backend decides is not in this file.',
  ),
  authorisation: partly(
    'What an external authorizer, a program in a filter or the backend decides is not in this file.',
  ),
  'rate-limits': partly('Limits of the rate limit service stand in its own configuration.'),
  transport: partly(
    'The load balancer before Envoy and secrets that are loaded dynamically are not in this file.',
  ),
  logging: seen,
  validation: blind(
    'Envoy has no schema validation of its own; programs in filters and backends may validate.',
  ),
  consumers: blind('Clients stand in the identity provider and in secrets, which are not read.'),
  owners: blind('Envoy’s configuration names no owners.'),
});

const missingTable = (name: string, pointer: string): InputProblem => ({
  file: fileOfProof(pointer),
  pointer,
  message: `The route table ${name || '(scoped)'} of this listener is loaded from elsewhere and not among the files.`,
  fix: 'Hand in the configuration dump of the running proxy: /config_dump of its admin interface.',
});

const readTables = (resources: EnvoyResources, budget: RouteBudget): TableReading => {
  const managers = connectionManagers(resources.listeners.filter((listener) => !isOutbound(listener)));
  const used = new Set<unknown>();
  const read = managers.map((manager): TableReading => {
    const table = routeConfigOf(manager, resources.routeConfigs);
    if (!table) {
      const name = textAt(manager.config, 'rds', 'route_config_name');
      return { apis: [], problems: [missingTable(name, proofOf(manager.config))] };
    }
    used.add(table.value);
    return readTable(table, manager, resources.clusters, budget);
  });
  // Tables of outbound listeners are what the proxy's own workload calls.
  const outbound = connectionManagers(resources.listeners.filter(isOutbound));
  for (const manager of outbound) used.add(routeConfigOf(manager, resources.routeConfigs)?.value);
  const left = resources.routeConfigs
    .filter(({ value }) => !used.has(value))
    .map((table) => readTable(table, undefined, resources.clusters, budget));
  const all = [...read, ...left];
  return { apis: all.flatMap(({ apis }) => apis), problems: all.flatMap(({ problems }) => problems) };
};

const nothingFound = (file: ImportFile | undefined): InputProblem => ({
  file: file?.name ?? '',
  message: 'No listener and no route table of Envoy was found.',
  fix: 'Hand in the bootstrap file, or /config_dump of the admin interface.',
});

/** Names that stand in every Envoy file and in hardly any other. */
const marks =
  /http_connection_manager|HttpConnectionManager|envoy\.config\.|envoy\.admin\.|"?static_resources"?\s*:|"?virtual_hosts"?\s*:/;

const looksLike = (file: ImportFile): boolean => {
  if (!/\.(?:ya?ml|json)$/i.test(file.name)) return false;
  try {
    const text = file.text();
    // An EnvoyFilter of Istio carries pieces of such a file.
    return marks.test(text) && !/^\s*["']?apiVersion["']?\s*:/m.test(text.slice(0, 20_000));
  } catch {
    return false;
  }
};

/** Envoy’s bootstrap, dynamic resource files and configuration dumps. */
export const envoyImporter: Importer = {
  id: 'envoy',
  source: 'envoy',
  title: 'Envoy',
  howTo:
    '`curl http://localhost:9901/config_dump` on the proxy, with the port of its admin interface, or its bootstrap file.',
  detect: (files) => (files.some(looksLike) ? { format, confidence: 0.85 } : undefined),
  parse: (files, context): ImportReading => {
    const resources = readResources(files, context);
    const budget = routeBudget();
    const { apis, problems } = readTables(resources, budget);
    return {
      format,
      ...(resources.version ? { version: resources.version } : {}),
      apis: mergeApis(apis),
      consumers: [],
      settings: [],
      visibility: visibility(resources.routeConfigs.length > 0),
      problems: [
        ...resources.problems,
        ...(isEmpty(resources) && resources.problems.length === 0 ? [nothingFound(files[0])] : []),
        ...problems,
        ...budget.problems(files[0]?.name ?? ''),
      ],
    };
  },
};
