import type { ObservedEndpoint } from '../traffic/endpoints.ts';
import { isGreedy, isParameter, shapeOf } from '../traffic/path.ts';
import type { EndpointRecord, EndpointState } from './api-record.ts';
import { type Entity, relativeTemplate } from './entities.ts';
import { type GatewayRoute, gatewayRoutes } from './gateway-claims.ts';

export interface EndpointFacts {
  readonly documented: boolean;
  /** A stage of the gateway serves it. */
  readonly served: boolean;
  readonly observed: boolean;
  /** At least some of the traffic went through the gateway. */
  readonly observedAtGateway: boolean;
  /** In the gateway's working copy. */
  readonly configured: boolean;
}

/**
 * The state matrix.
 *
 * | documented | on the gateway | observed | state |
 * |---|---|---|---|
 * | no | no | yes | shadow |
 * | no | yes | either | undocumented |
 * | yes | no, or traffic goes around it | yes | bypass |
 * | yes | either | no | orphan |
 * | yes | yes | yes | managed |
 * | no | configured, no stage | no | stranded |
 */
export const endpointState = (facts: EndpointFacts): EndpointState => {
  if (facts.observed) {
    if (!facts.served) return facts.documented ? 'bypass' : 'shadow';
    if (!facts.documented) return 'undocumented';
    return facts.observedAtGateway ? 'managed' : 'bypass';
  }
  if (facts.served) return facts.documented ? 'orphan' : 'undocumented';
  if (facts.configured) return 'stranded';
  return 'orphan';
};

/** Whether a gateway's route answers for an endpoint: the same shape, or a catch-all above it. */
const covers = (route: GatewayRoute, method: string, template: string): boolean => {
  if (route.method !== method && route.method !== 'ANY') return false;
  if (route.path === '$default') return true;
  if (!isGreedy(route.path)) return shapeOf(route.path) === shapeOf(template);
  const wanted = template.split('/').filter((segment) => segment !== '');
  const prefix = route.path.split('/').filter((segment) => segment !== '' && !isGreedy(segment));
  return (
    wanted.length > prefix.length &&
    prefix.every((segment, index) => isParameter(segment) || segment === wanted[index])
  );
};

interface Row {
  readonly method: string;
  readonly template: string;
  documented: boolean;
  readonly observed: ObservedEndpoint[];
}

/** Every endpoint of one API with its state: declared, served or seen; sorted by template and method. */
export const endpointsOf = (
  entity: Entity,
  observed: readonly ObservedEndpoint[],
): readonly EndpointRecord[] => {
  const routes = entity.gateway ? gatewayRoutes(entity.gateway) : [];
  const rows = new Map<string, Row>();
  const row = (method: string, template: string): Row => {
    const key = `${shapeOf(template)} ${method}`;
    const entry = rows.get(key) ?? { method, template, documented: false, observed: [] };
    rows.set(key, entry);
    return entry;
  };
  for (const document of entity.documents) {
    for (const { method, template } of document.operations) {
      row(method, relativeTemplate(entity, document, template)).documented = true;
    }
  }
  for (const endpoint of observed) row(endpoint.method, endpoint.template).observed.push(endpoint);
  const concrete = new Set([...rows.values()].map(({ template }) => shapeOf(template)));
  for (const { method, path } of routes) {
    // An ANY route whose methods are known by name says nothing more; a catch-all stays listed as the door it is.
    if (method !== 'ANY' || isGreedy(path) || !concrete.has(shapeOf(path))) row(method, path);
  }
  return [...rows.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { method, template, documented, observed: seen }]) => {
      const observedAtGateway = seen.some((one) => one.source === 'api-gateway-access-log');
      const covering = routes.filter((route) => covers(route, method, template));
      const served = observedAtGateway || covering.some((route) => route.served);
      const first = seen.flatMap((one) => one.firstSeen ?? []).sort()[0];
      const last = seen
        .flatMap((one) => one.lastSeen ?? [])
        .sort()
        .at(-1);
      return {
        method,
        template,
        state: endpointState({
          documented,
          served,
          observed: seen.length > 0,
          observedAtGateway,
          configured: covering.length > 0,
        }),
        documented,
        onGateway: served,
        observed: seen.length > 0,
        requests: seen.reduce((sum, one) => sum + one.requests, 0),
        // Callers of several hosts may be the same people: at least as many as the largest.
        principals: Math.max(0, ...seen.map((one) => one.principals)),
        ...(first ? { firstSeen: first } : {}),
        ...(last ? { lastSeen: last } : {}),
      };
    });
};
