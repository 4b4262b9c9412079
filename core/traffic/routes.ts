import { isGreedy, isParameter } from './path.ts';

/** Where clients reach an API: everything under `basePath` of `host`. */
export interface Door {
  readonly api: string;
  readonly host: string;
  /** Empty, or with a leading slash. */
  readonly basePath: string;
  /**
   * The part of the API's own paths that the base path stands for: a distribution that sends `/pay` on to the root of
   * an API whose paths begin with `/pay`. Empty or absent: its paths begin after the base path.
   */
  readonly within?: string;
  readonly gatewayId?: string;
}

/** An operation that a document or a gateway declares. */
export interface KnownRoute {
  readonly api: string;
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** Relative to the API's base path. */
  readonly template: string;
}

/** All that is declared, as data: what log readers match against before they infer anything. */
export interface Routes {
  readonly doors: readonly Door[];
  /** Of two templates of one shape the first gives the names. */
  readonly routes: readonly KnownRoute[];
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter?: { readonly name: string; readonly node: Node };
  readonly methods: Set<string>;
}

const node = (): Node => ({ literals: new Map(), methods: new Set() });

const add = (root: Node, route: KnownRoute): void => {
  let at = root;
  for (const segment of route.template.split('/').filter((part) => part !== '')) {
    if (isParameter(segment)) {
      at.parameter ??= { name: segment, node: node() };
      at = at.parameter.node;
    } else {
      const next = at.literals.get(segment) ?? node();
      at.literals.set(segment, next);
      at = next;
    }
  }
  at.methods.add(route.method);
};

/** How far a path is declared. */
export interface RouteMatch {
  /** The declared part with the declared names, then the rest of the path as it is. */
  readonly declared: readonly string[];
  readonly rest: readonly string[];
  /** The whole path is declared, and for this method. */
  readonly known: boolean;
}

const walk = (at: Node, segments: readonly string[], method: string, declared: string[]): RouteMatch => {
  const [segment, ...rest] = segments;
  if (segment === undefined)
    return { declared, rest: [], known: at.methods.has(method) || at.methods.has('ANY') };
  const literal = at.literals.get(segment);
  const byLiteral = literal && walk(literal, rest, method, [...declared, segment]);
  if (byLiteral?.known || !at.parameter) return byLiteral ?? { declared, rest: segments, known: false };
  const byParameter = walk(at.parameter.node, rest, method, [...declared, at.parameter.name]);
  if (byParameter.known || !byLiteral) return byParameter;
  return byLiteral;
};

/** The API a request went to, and its path seen from there. */
export interface Located {
  readonly api: string;
  readonly segments: readonly string[];
}

export interface RouteMatcher {
  /**
   * By host and longest base path, which is what clients call and what stays when an API moves to another gateway;
   * else by the gateway's own id.
   */
  locate(host: string, segments: readonly string[], gatewayId: string | undefined): Located | undefined;
  match(api: string, method: string, segments: readonly string[]): RouteMatch;
}

const segmentsIn = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** `*.bank.example` for `pay.bank.example`: a wildcard stands for one label. */
const wildcardOf = (host: string): string => `*${host.slice(Math.max(0, host.indexOf('.')))}`;

/**
 * Matches requests to what is declared. Literal segments win over parameters; catch-all routes (`{proxy+}`,
 * `$default`) are doors and declare no endpoint.
 */
export const routeMatcher = ({ doors, routes }: Routes): RouteMatcher => {
  const tries = new Map<string, Node>();
  for (const route of routes) {
    if (isGreedy(route.template) || !route.template.startsWith('/')) continue;
    const root = tries.get(route.api) ?? node();
    tries.set(route.api, root);
    add(root, route);
  }
  const parts = doors
    .map((door) => ({ ...door, base: segmentsIn(door.basePath), inside: segmentsIn(door.within ?? '') }))
    .sort((a, b) => b.base.length - a.base.length);
  const byHost = Map.groupBy(parts, (door) => door.host);
  const byGateway = Map.groupBy(parts, (door) => door.gatewayId);
  return {
    locate(host, segments, gatewayId) {
      const under = (door: { base: string[] }) => door.base.every((part, index) => segments[index] === part);
      const door = byHost.get(host)?.find(under) ?? byHost.get(wildcardOf(host))?.find(under);
      if (door) return { api: door.api, segments: [...door.inside, ...segments.slice(door.base.length)] };
      const own = gatewayId === undefined ? [] : (byGateway.get(gatewayId) ?? []);
      const base = own.find(under)?.base ?? [];
      return own[0] && { api: own[0].api, segments: segments.slice(base.length) };
    },
    match: (api, method, segments) => {
      const root = tries.get(api);
      return root ? walk(root, segments, method, []) : { declared: [], rest: segments, known: false };
    },
  };
};
