import { apiArn, type GatewayApi, type GatewayKind } from '../gateway/gateway-api.ts';
import { joinPath } from '../traffic/path.ts';
import type { Door } from '../traffic/routes.ts';
import type { GatewayPlacement } from './api-record.ts';
import { tagFacts } from './collectors/tag-facts.ts';
import { type Evidence, type EvidenceSource, evidenceOf } from './evidence.ts';
import { gatewayThing } from './resolution/keys.ts';

/** Key of a gateway API in the resolution: ids are unique in one account and Region only. */
export const gatewayKey = (api: Pick<GatewayApi, 'account' | 'region' | 'gatewayId'>): string =>
  gatewayThing(api);

/** `(none)` is API Gateway's word for the root of a domain. */
export const mappedBasePath = (basePath: string): string => (basePath === '(none)' ? '' : joinPath(basePath));

export const mappingsOf = (api: GatewayApi) =>
  (api.domains.known ? api.domains.value : []).map((mapping) => ({
    ...mapping,
    host: mapping.domainName.toLowerCase(),
    basePath: mappedBasePath(mapping.basePath),
  }));

export const placementOf = (api: GatewayApi): GatewayPlacement => ({
  kind: api.kind,
  account: api.account,
  region: api.region,
  gatewayId: api.gatewayId,
  stages: api.stages.known ? api.stages.value.map((stage) => stage.name) : [],
  domains: api.domains.known
    ? api.domains.value.map(({ domainName, basePath, stage }) => ({ domainName, basePath, stage }))
    : [],
});

/** Where clients reach the API: its mapped domains and API Gateway's own host name. */
export const gatewayDoors = (api: GatewayApi): Door[] => {
  const own = { api: gatewayKey(api), gatewayId: api.gatewayId };
  const defaultHost = `${api.gatewayId}.execute-api.${api.region}.amazonaws.com`;
  const stages = api.stages.known ? api.stages.value : [];
  return [
    ...mappingsOf(api).map(({ host, basePath }) => ({ ...own, host, basePath })),
    ...stages.map(({ name }) => ({
      ...own,
      host: defaultHost,
      basePath: name === '$default' ? '' : `/${name}`,
    })),
  ];
};

export interface GatewayRoute {
  readonly method: string;
  readonly path: string;
  /** A stage serves it, as far as could be read. */
  readonly served: boolean;
}

/**
 * Routes of an API. What could not be read is taken as served: a door that nobody could look at is not closed.
 * Preflight methods are not endpoints.
 */
export const gatewayRoutes = (api: GatewayApi): readonly GatewayRoute[] => {
  const draft = api.draft.known ? api.draft.value : [];
  const served = !api.stages.known
    ? draft
    : api.stages.value.flatMap((stage) => (stage.deployed.known ? stage.deployed.value : draft));
  const routes = new Map<string, GatewayRoute>();
  for (const [operations, live] of [
    [served, true],
    [draft, false],
  ] as const) {
    for (const { method, path } of operations) {
      const key = `${method} ${path}`;
      if (method !== 'OPTIONS' && !routes.has(key)) routes.set(key, { method, path, served: live });
    }
  }
  return [...routes.values()];
};

const sources = {
  REST: 'api-gateway-rest',
  HTTP: 'api-gateway-http',
  WEBSOCKET: 'api-gateway-websocket',
} as const satisfies Readonly<Record<GatewayKind, EvidenceSource>>;

/** What the gateway says of an API as a whole. A later sweep that knew it unchanged observed it again. */
export const gatewayEvidence = (api: GatewayApi, observedAt: string): Evidence => {
  const [mapping] = mappingsOf(api);
  const purpose = api.description?.trim();
  return evidenceOf({
    source: sources[api.kind],
    locator: apiArn(api),
    account: api.account,
    region: api.region,
    gatewayId: api.gatewayId,
    apiName: api.name,
    style: api.kind === 'WEBSOCKET' ? 'WEBSOCKET' : 'REST',
    ...(mapping ? { host: mapping.host, basePath: mapping.basePath } : {}),
    ...(purpose ? { purpose } : {}),
    ...tagFacts(api.tags),
    observedAt: api.confirmedAt ?? api.observedAt ?? api.calls[0]?.observedAt ?? observedAt,
    ...(api.stale ? { stale: true as const } : {}),
  });
};
