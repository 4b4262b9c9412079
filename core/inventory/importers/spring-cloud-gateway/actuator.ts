import { type ConfigNode, hasAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportedApi, RouteControl } from '../importer.ts';
import { anyPath } from '../request-paths.ts';
import type { RouteBudget } from '../route-budget.ts';
import { strongest } from '../route-controls.ts';
import { methodOf, servedRoutes } from '../served-requests.ts';
import { patternHost, patternPaths } from './predicates.ts';
import { readRoute, type SpringReading } from './routes.ts';

/** `Paths: [/a/**, /b], match trailing slash: true` → `['/a/**', '/b']`; brackets may stand inside. */
const listsOf = (predicate: string, name: string): readonly string[] =>
  [...predicate.matchAll(new RegExp(`${name}: \\[((?:[^\\[\\]]|\\[[^\\]]*\\])*)\\]`, 'g'))].flatMap(
    ([, list = '']) =>
      list
        .split(/,\s*(?![^{]*\})/)
        .map((one) => one.trim())
        .filter(Boolean),
  );

const filterControls = (route: ConfigNode): readonly RouteControl[] =>
  itemsAt(route, 'filters').flatMap((filter): readonly RouteControl[] => {
    const text = textAt(filter);
    const proof = proofOf(filter);
    if (/RequestSize/.test(text)) return [{ control: 'payload-limit', effective: 'yes', proof }];
    if (!/RequestRateLimiter/.test(text)) return [];
    return [
      {
        control: 'rate-limit',
        effective: 'unknown',
        proof,
        disarmedBy: 'The answer of the actuator does not hold the rate.',
      },
    ];
  });

/** A route as `/actuator/gateway/routes` gives it: the predicates are one text. */
const readRunning = (route: ConfigNode, budget: RouteBudget): ImportedApi => {
  const predicate = textAt(route, 'predicate').slice(0, 10_000);
  const paths = listsOf(predicate, 'Paths').map(patternPaths);
  const hosts = listsOf(predicate, 'Hosts').map(patternHost);
  const methods = listsOf(predicate, 'Methods').map(methodOf);
  const uri = textAt(route, 'uri');
  const controls = strongest(filterControls(route));
  const leadsTo = URL.canParse(uri) ? [`host:${new URL(uri).hostname}`].filter((one) => one !== 'host:') : [];
  return {
    name: textAt(route, 'route_id') || 'route',
    style: 'REST',
    locator: proofOf(route),
    routes: servedRoutes(
      {
        methods: methods.length > 0 ? methods : ['ANY'],
        paths: paths.length > 0 ? paths : [anyPath],
        hosts: hosts.length > 0 ? hosts : [undefined],
      },
      budget,
      proofOf(nodeAt(route, 'predicate')),
      () => controls,
    ),
    ...(leadsTo.length > 0 ? { leadsTo } : {}),
  };
};

/** An answer of the actuator, of today or of the versions that listed definitions. */
export const readActuator = (list: ConfigNode, budget: RouteBudget): SpringReading => {
  const read = itemsAt(list).map((route): SpringReading => {
    if (hasAt(route, 'predicate')) return { apis: [readRunning(route, budget)], problems: [] };
    const definition = hasAt(route, 'route_definition') ? nodeAt(route, 'route_definition') : route;
    if (!hasAt(definition, 'predicates')) return { apis: [], problems: [] };
    return readRoute(definition, [], { profile: '', layers: [] }, '', budget);
  });
  return { apis: read.flatMap(({ apis }) => apis), problems: read.flatMap(({ problems }) => problems) };
};
