import { apiArn, type GatewayApi } from '../gateway/gateway-api.ts';
import { joinPath } from '../traffic/path.ts';
import type { Door } from '../traffic/routes.ts';
import type { DataClass, Exposure, GatewayPlacement } from './api-record.ts';
import type { Evidence } from './evidence.ts';
import { sourceKind } from './evidence-sources.ts';

/** Identity of a gateway API inside the catalogue: ids are unique in one account and Region only. */
export const gatewayKey = (api: Pick<GatewayApi, 'account' | 'region' | 'gatewayId'>): string =>
  `${api.account}/${api.region}/${api.gatewayId}`;

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

const tag = (api: GatewayApi, ...names: readonly string[]): string | undefined => {
  const found = Object.entries(api.tags).find(
    ([key, value]) => names.includes(key.toLowerCase()) && value.trim(),
  );
  return found?.[1].trim();
};

const exposures: readonly string[] = ['internal', 'partner', 'public'] satisfies readonly Exposure[];
const dataClasses: readonly string[] = [
  'public',
  'internal',
  'confidential',
  'secret',
] satisfies readonly DataClass[];

/** What the gateway says of an API as a whole. */
export const gatewayEvidence = (api: GatewayApi, observedAt: string): Evidence => {
  const source = api.kind === 'REST' ? 'api-gateway-rest' : 'api-gateway-http';
  const [mapping] = mappingsOf(api);
  const owner = tag(api, 'owner', 'x-owner', 'team');
  const exposure = tag(api, 'exposure', 'audience')?.toLowerCase();
  const dataClass = tag(api, 'data-class', 'data-classification', 'dataclass')?.toLowerCase();
  return {
    source,
    locator: apiArn(api),
    gatewayId: api.gatewayId,
    apiName: api.name,
    ...(mapping ? { host: mapping.host, basePath: mapping.basePath } : {}),
    ...(owner ? { owner } : {}),
    ...(exposure && exposures.includes(exposure) ? { exposure: exposure as Exposure } : {}),
    ...(dataClass && dataClasses.includes(dataClass) ? { dataClass: dataClass as DataClass } : {}),
    observedAt: api.calls[0]?.observedAt ?? observedAt,
    confidence: sourceKind(source).prior,
  };
};
