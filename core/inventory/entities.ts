import type { GatewayApi } from '../gateway/gateway-api.ts';
import { joinPath } from '../traffic/path.ts';
import type { Door, KnownRoute, Routes } from '../traffic/routes.ts';
import { slugOf } from './api-record.ts';
import type { DeclaredDocument } from './declared-document.ts';
import type { Evidence } from './evidence.ts';
import { sourceKind } from './evidence-sources.ts';
import { gatewayDoors, gatewayEvidence, gatewayKey, gatewayRoutes, mappingsOf } from './gateway-claims.ts';

/** Everything that is declared of APIs: configuration, documents, and what people said. */
export interface Declarations {
  readonly observedAt: string;
  readonly gateways: readonly GatewayApi[];
  readonly documents: readonly DeclaredDocument[];
  readonly claims: readonly Evidence[];
}

/** One API as the declarations resolve to it. */
export interface Entity {
  /** Stable within one resolution: gateway key, `name/…` or `host/…`. */
  readonly key: string;
  readonly gateway?: GatewayApi;
  readonly documents: DeclaredDocument[];
  /** Best source first. */
  readonly evidence: Evidence[];
}

const documentEvidence = (document: DeclaredDocument, observedAt: string): Evidence => {
  const [server] = document.servers;
  return {
    source: 'openapi-document',
    locator: document.key,
    apiName: document.apiName,
    ...(server ?? {}),
    ...(document.owner ? { owner: document.owner } : {}),
    ...(document.exposure ? { exposure: document.exposure } : {}),
    ...(document.dataClass ? { dataClass: document.dataClass } : {}),
    observedAt,
    confidence: sourceKind('openapi-document').prior,
  };
};

const byText =
  <T>(text: (item: T) => string) =>
  (a: T, b: T): number =>
    text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;

const place = (host: string, basePath: string): string => `${host.toLowerCase()} ${joinPath(basePath)}`;

/** A place and, where it has several segments, those above it: `/accounts/v1` is under a mapping of `/accounts`. */
const placesUnder = (host: string, basePath: string): string[] => {
  const segments = joinPath(basePath).split('/').slice(1);
  const above = segments.map((_, index) => segments.slice(0, segments.length - index));
  return (above.length ? above : [[]]).map((part) => place(host, part.join('/')));
};

/**
 * Entity resolution: every declaration goes to the API of its gateway id, else of the mapped domain and base path it
 * names, else of its name. Mapped APIs come first, so that of two gateways of one name the one that clients reach
 * gets what is said of the name. Two gateway APIs are never one.
 */
export const resolveEntities = ({
  observedAt,
  gateways,
  documents,
  claims,
}: Declarations): readonly Entity[] => {
  const entities = new Map<string, Entity>();
  const byGatewayId = new Map<string, Entity>();
  const byPlace = new Map<string, Entity>();
  const byName = new Map<string, Entity>();
  const enter = (key: string, name: string, gateway?: GatewayApi): Entity => {
    const entity: Entity = { key, ...(gateway ? { gateway } : {}), documents: [], evidence: [] };
    entities.set(key, entity);
    if (name && !byName.has(slugOf(name))) byName.set(slugOf(name), entity);
    return entity;
  };
  const find = (name: string, gatewayId: string | undefined, places: readonly string[]): Entity => {
    const placed = places.map((one) => byPlace.get(one)).find((entity) => entity !== undefined);
    const known =
      (gatewayId && byGatewayId.get(gatewayId)) ||
      (gatewayId ? undefined : (placed ?? byName.get(slugOf(name))));
    if (known) return known;
    const entity = enter(gatewayId ? `gateway/${gatewayId}` : `name/${slugOf(name)}`, name);
    if (gatewayId) byGatewayId.set(gatewayId, entity);
    return entity;
  };
  const mapped = (api: GatewayApi): string => `${mappingsOf(api).length ? 0 : 1} ${gatewayKey(api)}`;
  for (const api of gateways.toSorted(byText(mapped))) {
    const entity = enter(gatewayKey(api), api.name, api);
    byGatewayId.set(api.gatewayId, entity);
    for (const { host, basePath } of mappingsOf(api)) byPlace.set(place(host, basePath), entity);
    entity.evidence.push(gatewayEvidence(api, observedAt));
  }
  for (const document of documents.toSorted(byText((one) => one.key))) {
    const places = document.servers.flatMap((server) => placesUnder(server.host, server.basePath));
    const entity = find(document.apiName, undefined, places);
    entity.documents.push(document);
    entity.evidence.push(documentEvidence(document, observedAt));
  }
  for (const claim of claims.toSorted(byText((one) => `${1 - one.confidence} ${one.locator}`))) {
    const places = claim.host ? placesUnder(claim.host, claim.basePath ?? '') : [];
    find(claim.apiName ?? claim.host ?? '', claim.gatewayId, places).evidence.push(claim);
  }
  return [...entities.values()];
};

/** A document's template seen from the API's base path: clients call server + path, the gateway cuts its mapping off. */
export const relativeTemplate = (entity: Entity, document: DeclaredDocument, template: string): string => {
  const mappings = entity.gateway ? mappingsOf(entity.gateway) : [];
  for (const server of document.servers) {
    const absolute = joinPath(server.basePath, template);
    const mapping = mappings.find(
      ({ host, basePath }) => host === server.host && `${absolute}/`.startsWith(`${basePath}/`),
    );
    if (mapping) return absolute.slice(mapping.basePath.length) || '/';
  }
  return template;
};

const doorsOf = (entity: Entity): Door[] => {
  const doors = entity.gateway ? gatewayDoors(entity.gateway) : [];
  const hosts = new Set(doors.map((door) => door.host));
  const declared = entity.evidence
    .filter((evidence) => evidence.host !== undefined && !hosts.has(evidence.host))
    .map(({ host = '', basePath = '' }) => ({ api: entity.key, host, basePath: joinPath(basePath) }));
  const servers = entity.documents
    .flatMap((document) => document.servers)
    .filter(({ host }) => !hosts.has(host))
    .map((server) => ({ api: entity.key, ...server }));
  const all = [...doors, ...servers, ...declared].map(
    (door) => [`${door.host} ${door.basePath}`, door] as const,
  );
  return [...new Map(all.toReversed()).values()].toReversed();
};

/** What log readers match requests against. Documents name parameters better than gateways do. */
export const routesOf = (entities: readonly Entity[]): Routes => ({
  doors: entities.flatMap(doorsOf),
  routes: entities.flatMap((entity): KnownRoute[] => [
    ...entity.documents.flatMap((document) =>
      document.operations.map(({ method, template }) => ({
        api: entity.key,
        method,
        template: relativeTemplate(entity, document, template),
      })),
    ),
    ...(entity.gateway
      ? gatewayRoutes(entity.gateway).map(({ method, path }) => ({ api: entity.key, method, template: path }))
      : []),
  ]),
});
