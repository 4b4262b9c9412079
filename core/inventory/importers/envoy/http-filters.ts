import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, textAt } from '../config-node.ts';
import { type JwtRule, readJwtRules } from './jwt-rules.ts';
import { perFilterConfig, typeOf } from './typed-config.ts';

/** An HTTP filter of a connection manager, read once for all routes. */
export interface HttpFilter {
  readonly name: string;
  /** `jwt_authn`, `rbac`, `ext_authz`, … */
  readonly kind: string;
  readonly config: ConfigNode;
  readonly isOffByDefault: boolean;
  /** Rules of `jwt_authn`; of other kinds none. */
  readonly jwtRules: readonly JwtRule[];
}

/** An HTTP filter as it stands before one route. */
export interface RouteFilter extends HttpFilter {
  /** The configuration of the route, virtual host or route table for this filter, the closest that there is. */
  readonly own?: ConfigNode;
  /** Switched off for the route, or by default and not switched on. */
  readonly disabled: boolean;
  /** Some of the weighted clusters have a configuration of their own. */
  readonly divided: boolean;
}

const kindOf = (filter: ConfigNode, config: ConfigNode): string => {
  const type = textAt(config, 'type_url') || textAt(config, '@type');
  const [, kind] = /filters\.http\.(\w+)\.v\d/.exec(type) ?? [];
  if (kind) return kind;
  const name = textAt(filter, 'name').replace(/^.*\./, '');
  return name === 'local_ratelimit' ? name : (/filter\.http\.(\w+)\.v2/.exec(type)?.[1] ?? name);
};

/** `FilterConfig` wraps the configuration of a filter for a route, or only switches it off. */
const unwrapped = (
  config: ConfigNode,
): { readonly own: ConfigNode; readonly disabled: boolean | undefined } => {
  if (typeOf(config) !== 'FilterConfig')
    return { own: config, disabled: isTrueAt(config, 'disabled') ? true : undefined };
  const inner = nodeAt(config, 'config');
  return { own: hasAt(inner) ? inner : config, disabled: isTrueAt(config, 'disabled') };
};

export const readFilters = (manager: ConfigNode): readonly HttpFilter[] =>
  itemsAt(manager, 'http_filters').map((filter) => {
    const typed = nodeAt(filter, 'typed_config');
    const outer = hasAt(typed) ? typed : nodeAt(filter, 'config');
    // A TypedStruct carries the configuration one level down.
    const config = hasAt(outer, 'type_url') ? nodeAt(outer, 'value') : outer;
    const kind = kindOf(filter, outer);
    return {
      name: textAt(filter, 'name'),
      kind,
      config,
      isOffByDefault: isTrueAt(filter, 'disabled'),
      jwtRules: kind === 'jwt_authn' ? readJwtRules(config) : [],
    };
  });

/** Filters in their order, each with what the levels from the route upwards say of it. */
export const filtersFor = (
  filters: readonly HttpFilter[],
  route: ConfigNode,
  virtualHost: ConfigNode,
  routeConfig: ConfigNode,
): readonly RouteFilter[] =>
  filters.map((filter) => {
    const closest = [route, virtualHost, routeConfig]
      .map((level) => perFilterConfig(level, filter.name))
      .find((found) => found !== undefined);
    const level = closest ? unwrapped(closest) : undefined;
    const divided = itemsAt(route, 'route', 'weighted_clusters', 'clusters').some(
      (cluster) => perFilterConfig(cluster, filter.name) !== undefined,
    );
    return {
      ...filter,
      ...(level ? { own: level.own } : {}),
      disabled: level ? level.disabled === true : filter.isOffByDefault,
      divided,
    };
  });
