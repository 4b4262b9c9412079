import type { InputProblem } from '../../../input-problem.ts';
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
import type { RouteBudget } from '../route-budget.ts';
import { onEveryWay, strongest } from '../route-controls.ts';
import { fileOfProof, servedRoutes } from '../served-requests.ts';
import { type MiddlewareReading, middlewareReader } from './middlewares.ts';
import { combineWays, pathsOfWay, type RuleWay } from './rule.ts';
import { plainName, type Router, type TraefikSources } from './sources.ts';
import { tlsOptionControls } from './tls.ts';

export interface RouterReading {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly InputProblem[];
}

const problemAt = (node: ConfigNode, message: string, fix: string): InputProblem => {
  const pointer = proofOf(node);
  return { file: fileOfProof(pointer), pointer, message, fix };
};

const waysOf = (router: Router, routers: readonly Router[], depth = 0): readonly RuleWay[] | undefined => {
  const ways = router.rule ? router.ways : router.parents.length > 0 ? [{}] : undefined;
  if (!ways || router.parents.length === 0 || depth > 10) return ways;
  return router.parents.flatMap((name) => {
    const parent = routers.find((one) => one.name === name);
    const outer = parent ? waysOf(parent, routers, depth + 1) : undefined;
    return outer ? combineWays(outer, ways) : ways;
  });
};

/** Settings that a child takes over from the routers above it. */
const inherited = (router: Router, routers: readonly Router[], depth = 0): Router => {
  const parent = routers.find((one) => router.parents.includes(one.name));
  if (!parent || depth > 10) return router;
  const above = inherited(parent, routers, depth + 1);
  return {
    ...router,
    entryPoints: above.entryPoints,
    middlewares: [...above.middlewares, ...router.middlewares],
    ...(above.tls ? { tls: above.tls } : {}),
    tlsOptions: above.tlsOptions,
  };
};

interface EntryPoint {
  readonly name: string;
  readonly node: ConfigNode;
}

const entryPointsOf = (router: Router, statics: readonly ConfigNode[]): readonly EntryPoint[] => {
  const all = statics.flatMap((one) => entriesAt(one, 'entryPoints')).map(([name, node]) => ({ name, node }));
  if (router.entryPoints.length > 0) {
    const named = router.entryPoints.map((name) => name.toLowerCase());
    return all.filter(({ name }) => named.includes(name.toLowerCase()));
  }
  const byDefault = all.filter(({ node }) => isTrueAt(node, 'asDefault'));
  return byDefault.length > 0 ? byDefault : all.filter(({ name }) => name !== 'traefik');
};

const redirects = ({ node }: EntryPoint): boolean => hasAt(node, 'http', 'redirections', 'entryPoint');

const hostsOfRouter = (ways: readonly RuleWay[]): readonly string[] =>
  ways.flatMap(({ hosts }) => (hosts ?? []).flatMap((host) => host ?? []));

type OptionsByHost = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * TLS options belong to a host, not to a router: without a host in the rule the default ones hold, and so they do where
 * routers of one host name different ones.
 */
const optionsFor = (router: Router, ways: readonly RuleWay[], optionsByHost: OptionsByHost): string => {
  const hosts = hostsOfRouter(ways);
  if (hosts.length === 0) return 'default';
  const named = new Set(hosts.flatMap((host) => [...(optionsByHost.get(host) ?? [])]));
  return named.size > 1 ? 'default' : router.tlsOptions || 'default';
};

/** Names of the options that routers with TLS give for each host. */
const namedOptions = ({ routers }: TraefikSources): OptionsByHost => {
  const byHost = new Map<string, Set<string>>();
  for (const router of routers.filter(({ tls }) => tls))
    for (const host of hostsOfRouter(router.ways ?? []))
      byHost.set(host, (byHost.get(host) ?? new Set<string>()).add(router.tlsOptions || 'default'));
  return byHost;
};

const tlsControls = (
  router: Router,
  entryPoint: EntryPoint | undefined,
  ways: readonly RuleWay[],
  sources: TraefikSources,
  optionsByHost: OptionsByHost,
): readonly RouteControl[] => {
  const ofPoint = entryPoint ? nodeAt(entryPoint.node, 'http', 'tls') : undefined;
  const tls = router.tls ?? (ofPoint && hasAt(ofPoint) ? ofPoint : undefined);
  if (!tls) return [];
  const written = router.tls ? router : { ...router, tls, tlsOptions: plainName(textAt(tls, 'options')) };
  const name = optionsFor(written, ways, optionsByHost);
  const options = sources.tlsOptions.get(name);
  const encrypted: RouteControl = { control: 'https-only', effective: 'yes', proof: proofOf(tls) };
  const wanted = written.tlsOptions ? sources.tlsOptions.get(written.tlsOptions) : undefined;
  const overruled =
    wanted && name !== written.tlsOptions
      ? tlsOptionControls(wanted).map(
          (control): RouteControl => ({
            ...control,
            effective: 'no',
            disarmedBy:
              'The default options hold: the rule names no host, or routers of the host name different options.',
          }),
        )
      : [];
  return strongest([encrypted, ...(options ? tlsOptionControls(options) : []), ...overruled]);
};

/** `accessLog:` with nothing behind it switches the log on. */
const isWritten = (root: ConfigNode, name: string): boolean =>
  entriesAt(root).some(([key, { value }]) => key.toLowerCase() === name.toLowerCase() && value !== false);

const logControls = (router: Router, root: ConfigNode): readonly RouteControl[] => {
  if (!isWritten(root, 'accessLog')) return [];
  const log = nodeAt(root, 'accessLog');
  const own = nodeAt(router.node, 'observability', 'accessLogs');
  if (hasAt(own) && !isTrueAt(own)) {
    const disarmedBy = 'It is switched off for this router.';
    return [{ control: 'access-log', effective: 'no', proof: proofOf(own), disarmedBy }];
  }
  if (!hasAt(log, 'filters')) return [{ control: 'access-log', effective: 'yes', proof: proofOf(log) }];
  const disarmedBy = 'Filters decide which requests are logged.';
  return [{ control: 'access-log', effective: 'conditional', proof: proofOf(log), disarmedBy }];
};

const staticControls = (router: Router, statics: readonly ConfigNode[]): readonly RouteControl[] =>
  statics.flatMap((root): readonly RouteControl[] => {
    const tracing = nodeAt(root, 'tracing');
    return [
      ...logControls(router, root),
      ...(hasAt(tracing) ? [{ control: 'tracing', effective: 'yes', proof: proofOf(tracing) } as const] : []),
    ];
  });

const serversOf = (router: Router, sources: TraefikSources): readonly string[] => {
  const service = sources.services.get(router.service);
  if (!service) return [];
  return itemsAt(service, 'loadBalancer', 'servers').map((server) => textAt(server, 'url'));
};

const upstreamControls = (router: Router, sources: TraefikSources): readonly RouteControl[] => {
  const service = sources.services.get(router.service);
  if (!service || !serversOf(router, sources).some((url) => url.startsWith('https://'))) return [];
  const name = plainName(textAt(service, 'loadBalancer', 'serversTransport'));
  const transport = name
    ? sources.transports.get(name)
    : sources.statics.map((one) => nodeAt(one, 'serversTransport')).find((one) => hasAt(one));
  const proof = proofOf(transport ?? service);
  if (transport && isTrueAt(transport, 'insecureSkipVerify'))
    return [{ control: 'upstream-tls', effective: 'no', proof, disarmedBy: 'insecureSkipVerify is true.' }];
  if (transport || (!name && sources.statics.length > 0))
    return [{ control: 'upstream-tls', effective: 'yes', proof }];
  const disarmedBy =
    'Whether certificates are verified stands in a transport or static configuration that is not among the files.';
  return [{ control: 'upstream-tls', effective: 'unknown', proof, disarmedBy }];
};

const backendHosts = (router: Router, sources: TraefikSources): readonly string[] => [
  ...router.servers,
  ...serversOf(router, sources).flatMap((url) =>
    URL.canParse(url) ? [`host:${new URL(url).hostname}`] : [],
  ),
];

/** What is found once for all routers. */
interface Shared {
  readonly optionsByHost: OptionsByHost;
  readonly middlewaresOf: (names: readonly string[]) => MiddlewareReading;
  readonly missing: Set<string>;
  readonly budget: RouteBudget;
}

const readRouter = (written: Router, sources: TraefikSources, shared: Shared): RouterReading => {
  const { optionsByHost, budget } = shared;
  const ways = waysOf(written, sources.routers);
  if (!ways) {
    const message = written.rule
      ? 'The rule is not well formed: its routes are missing.'
      : 'The router has no rule of its own.';
    return {
      apis: [],
      problems: [
        problemAt(written.node, message, 'Write the rule out, or hand in the answer of /api/rawdata.'),
      ],
    };
  }
  const router = inherited(written, sources.routers);
  const points = entryPointsOf(router, sources.statics);
  // An entry point that sends everything on to HTTPS serves nothing itself.
  const serving = points.filter((point) => !redirects(point) || router.tls);
  const pointNames = serving.flatMap(({ node }) =>
    itemsAt(node, 'http', 'middlewares').map((one) => plainName(textAt(one))),
  );
  const middlewares = shared.middlewaresOf([...pointNames, ...router.middlewares]);
  if (middlewares.redirectsToHttps || (points.length > 0 && serving.length === 0))
    return { apis: [], problems: [] };
  // Said once, not for each router that names it.
  const missing = middlewares.missing.filter((name) => !shared.missing.has(name));
  const problems = missing.map((name) =>
    problemAt(
      router.node,
      `The middleware ${name} is not among the files: what it asks is unknown.`,
      'Hand in the file that defines it.',
    ),
  );
  for (const name of missing) shared.missing.add(name);
  if (ways.some(({ expression }) => expression))
    problems.push(
      problemAt(
        router.node,
        'A path is a regular expression that is no simple template.',
        'Look up the paths that it really serves.',
      ),
    );
  const atPoints = onEveryWay(
    (serving.length > 0 ? serving : [undefined]).map((point) =>
      tlsControls(router, point, ways, sources, optionsByHost),
    ),
  );
  const common = strongest([
    ...middlewares.controls,
    ...atPoints,
    ...staticControls(router, sources.statics),
    ...upstreamControls(router, sources),
  ]);
  const routes = ways.flatMap((way) => {
    const network: readonly RouteControl[] = way.network
      ? [{ control: 'ip-allow-list', effective: 'yes', proof: proofOf(router.node) }]
      : [];
    const controls = strongest([...network, ...common]);
    return servedRoutes(
      { methods: way.methods ?? ['ANY'], paths: pathsOfWay(way), hosts: way.hosts ?? [undefined] },
      budget,
      proofOf(router.node),
      () => controls,
    );
  });
  const leadsTo = [...new Set(backendHosts(router, sources))];
  const api: ImportedApi = {
    name: router.name,
    style: 'REST',
    locator: proofOf(router.node),
    routes,
    ...(leadsTo.length > 0 ? { leadsTo } : {}),
  };
  return { apis: [api], problems };
};

/** Routes of every router that is no parent of others and no mere redirect to HTTPS. */
export const readRouters = (sources: TraefikSources, budget: RouteBudget): RouterReading => {
  const shared: Shared = {
    optionsByHost: namedOptions(sources),
    middlewaresOf: middlewareReader(sources.middlewares),
    missing: new Set(),
    budget,
  };
  const parents = new Set(sources.routers.flatMap((router) => router.parents));
  const read = sources.routers
    .filter((router) => !(parents.has(router.name) && !router.service))
    .map((router) => readRouter(router, sources, shared));
  return { apis: read.flatMap(({ apis }) => apis), problems: read.flatMap(({ problems }) => problems) };
};
