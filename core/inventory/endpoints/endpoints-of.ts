import type { ObservedEndpoint } from '../../traffic/endpoints.ts';
import { isParameter, shapeOf } from '../../traffic/path.ts';
import type { EndpointRecord } from '../api-record.ts';
import { endpointState } from '../endpoint-states.ts';
import type { EvidenceSource } from '../evidence.ts';
import { sourceKind } from '../evidence-sources.ts';
import type { Entity } from '../resolution/entity.ts';
import { behaviourIn, driftOf } from './drift.ts';
import { routeCover } from './route-cover.ts';
import { approvesApiGateway, configuredRoutes, isCatchAll, throughGateway } from './routes.ts';
import { behaviourOf, type EndpointRow, type EndpointRows, endpointRows, rowKey } from './rows.ts';

export interface EndpointContext {
  readonly approvedGateways: readonly EvidenceSource[];
  /** Calls before this moment are use no more. ISO 8601, UTC. */
  readonly usedSince: string;
  /** The whole API is deprecated, past its sunset or retired. */
  readonly deprecated: boolean;
  /** The endpoints as the catalogue knew them: a log that is silent takes nothing back. */
  readonly remembered: readonly EndpointRecord[];
}

const segmentsIn = (template: string): string[] => template.split('/').filter((segment) => segment !== '');

/** Whether a template with parameters stands for a path: `/loans/{id}` for `/loans/abc`. */
const standsFor = (template: string, path: string): boolean => {
  const [pattern, segments] = [segmentsIn(template), segmentsIn(path)];
  return (
    pattern.length === segments.length &&
    pattern.every((segment, index) => isParameter(segment) || segment === segments[index])
  );
};

/** Adds what is only configured, then what was only ever seen in traffic that has fallen silent. */
const complete = (
  { byKey, row }: EndpointRows,
  routes: ReturnType<typeof configuredRoutes>,
  remembered: readonly EndpointRecord[],
): void => {
  const concrete = new Set([...byKey.values()].map(({ template }) => shapeOf(template)));
  for (const route of routes) {
    const door = isCatchAll(route);
    // A gateway's catch-all is listed as the door it is. Before an API of which more is known, a listener's is none.
    if (door && sourceKind(route.source).shows !== 'gateway') continue;
    // An ANY route whose methods are known by name says nothing more.
    if (door || route.method !== 'ANY' || !concrete.has(shapeOf(route.path))) row(route.method, route.path);
  }
  if (byKey.size === 0) for (const { method, path } of routes) row(method, path);
  const known = [...byKey.values()];
  for (const one of remembered) {
    const isNamedNow = known.some(
      ({ method, template }) => method === one.method && standsFor(template, one.template),
    );
    if (one.observed && !isNamedNow) row(one.method, one.template);
  }
};

const first = (times: readonly (string | undefined)[]): string | undefined =>
  times.filter((time) => time !== undefined).sort()[0];
const last = (times: readonly (string | undefined)[]): string | undefined =>
  times
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);

/** How often, by how many, and when an endpoint was called; from the catalogue where this cycle's logs are silent. */
const useOf = ({ observed, sightings }: EndpointRow, before: EndpointRecord | undefined) => {
  const seen = [
    ...observed,
    ...sightings.map(({ evidence: { source, host, observedAt } }) => ({
      source,
      ...(host ? { host } : {}),
      requests: 1,
      principals: 1,
      firstSeen: observedAt,
      lastSeen: observedAt,
    })),
  ];
  const past = seen.length === 0 && before?.observed ? before : undefined;
  return {
    seen,
    past,
    firstSeen: first([...seen.map((one) => one.firstSeen), before?.firstSeen]),
    lastSeen: last([...seen.map((one) => one.lastSeen), before?.lastSeen]),
    requests: past?.requests ?? seen.reduce((sum, one) => sum + one.requests, 0),
    // Callers of several hosts may be the same people: at least as many as the largest.
    principals: past?.principals ?? Math.max(0, ...seen.map((one) => one.principals)),
  };
};

/** Sources without repetition, sorted; endpoints that the same sources name share one list. */
const sourceLists = () => {
  const lists = new Map<string, readonly EvidenceSource[]>();
  return (sources: readonly EvidenceSource[]): readonly EvidenceSource[] => {
    const list = [...new Set(sources)].sort();
    const key = list.join(' ');
    const known = lists.get(key) ?? list;
    lists.set(key, known);
    return known;
  };
};

/** Every endpoint of one API with its state: declared, served or seen; sorted by template and method. */
export const endpointsOf = (
  entity: Entity,
  observed: readonly ObservedEndpoint[],
  context: EndpointContext,
): readonly EndpointRecord[] => {
  const routes = configuredRoutes(entity, context.approvedGateways);
  const cover = routeCover(routes);
  const isThrough = throughGateway(entity, context.approvedGateways);
  const isApiGatewayApproved = approvesApiGateway(context.approvedGateways);
  const hasName = entity.evidence.some(({ source }) => sourceKind(source).family === 'dns');
  const rows = endpointRows(entity, observed);
  complete(rows, routes, context.remembered);
  const oneList = sourceLists();
  const remembered = new Map(context.remembered.map((one) => [rowKey(one), one]));
  const documents = routeCover(
    [...rows.byKey.values()]
      .filter(({ documented }) => documented)
      .map(({ method, template, operations }) => ({ method, path: template, operations })),
  );

  return [...rows.byKey.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, row]): EndpointRecord => {
      const { method, template } = row;
      const before = remembered.get(key);
      const { seen, past, firstSeen, lastSeen, requests, principals } = useOf(row, before);
      const covering = cover.covering(method, template);
      // A described catch-all describes nothing that is behind it; `ANY` describes each method.
      const describing = documents
        .covering(method, template)
        .filter(({ path }) => !isCatchAll({ method, path }) || path === template);
      const documented = describing.length > 0;
      const wasSeen = seen.length > 0 || past !== undefined;
      const isClaimed = [...row.sources].some((source) => sourceKind(source).family !== 'traffic');
      // What nothing but traffic knows does not end because it was quiet for a while.
      const isInUse = wasSeen && (!lastSeen || lastSeen >= context.usedSince);
      const isObserved = isInUse || (wasSeen && covering.length === 0 && !isClaimed);
      const through = seen.some(isThrough) || (past !== undefined && !past.aroundGateway);
      const served =
        (isApiGatewayApproved && seen.some(({ source }) => source === 'api-gateway-access-log')) ||
        covering.some((route) => route.approved && route.served);
      const deprecated = context.deprecated || row.deprecated;
      const drift = driftOf(
        describing.flatMap(({ operations }) => operations),
        past ? behaviourIn(past.drift ?? []) : behaviourOf(row),
      );
      const sources = oneList([
        ...row.sources,
        ...covering.map(({ source }) => source),
        ...(past?.sources ?? []),
      ]);
      return {
        method,
        template,
        state: endpointState({
          documented,
          served,
          claimed: hasName || isClaimed || covering.some((route) => route.served && !route.approved),
          observed: isObserved,
          observedAtGateway: through,
          configured: covering.length > 0,
          deprecated,
          drifted: drift.length > 0,
        }),
        documented,
        onGateway: served,
        observed: isObserved,
        requests,
        principals,
        ...(firstSeen ? { firstSeen } : {}),
        ...(lastSeen ? { lastSeen } : {}),
        ...(deprecated ? { deprecated: true as const } : {}),
        ...(isObserved && !through ? { aroundGateway: true as const } : {}),
        ...(sources.length > 0 ? { sources } : {}),
        ...(drift.length > 0 ? { drift } : {}),
      };
    });
};
