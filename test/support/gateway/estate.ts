/**
 * A bank's whole API Gateway, generated, behind an endpoint that speaks the control plane's REST wire format. The SDK
 * itself talks to it; only the network is not there, and time is virtual.
 */

export interface EstateSize {
  readonly restApis: number;
  readonly methodsPerApi: number;
  readonly stagesPerApi: number;
  /** Stages of every API that run a canary. */
  readonly canariesPerApi: number;
  readonly httpApis: number;
  readonly webSocketApis: number;
  readonly domains: number;
}

export interface EstateApi {
  readonly id: string;
  name: string;
  /** Stage name → deployments it serves. */
  readonly stages: Map<string, { deploymentId: string; canaryId?: string; updatedAt: number }>;
}

interface WireRequest {
  readonly path: string;
  readonly query?: Record<string, unknown>;
}

interface Refusal {
  readonly status: number;
  readonly error: string;
}

/** Epoch seconds. */
const madeAt = 1_760_000_000;
const stageNames = ['prod', 'uat', 'test', 'dev', 'perf', 'dr', 'demo', 'sit', 'pre', 'pen'];
const verbs = ['GET', 'POST', 'PUT', 'DELETE'] as const;

const idOf = (prefix: string, index: number): string => `${prefix}${String(index).padStart(9, '0')}`;

export const estate = (size: EstateSize) => {
  const apis = new Map<string, EstateApi>();
  for (let index = 0; index < size.restApis; index++) {
    const id = idOf('r', index);
    const stages: EstateApi['stages'] = new Map();
    for (let stage = 0; stage < size.stagesPerApi; stage++)
      stages.set(stageNames[stage] ?? `s${stage}`, {
        deploymentId: `${id}-d${stage}`,
        ...(stage < size.canariesPerApi ? { canaryId: `${id}-c${stage}` } : {}),
        updatedAt: madeAt,
      });
    apis.set(id, { id, name: `api-${index}`, stages });
  }
  const v2 = [
    ...Array.from({ length: size.httpApis }, (_, index) => ({ id: idOf('h', index), protocolType: 'HTTP' })),
    ...Array.from({ length: size.webSocketApis }, (_, index) => ({
      id: idOf('w', index),
      protocolType: 'WEBSOCKET',
    })),
  ];
  const domainNames = Array.from({ length: size.domains }, (_, index) => `d${index}.bank.example`);
  /** By path; the first that matches. */
  const refusals: { readonly path: RegExp; readonly refusal: Refusal }[] = [];

  const methodsOf = () =>
    Array.from({ length: size.methodsPerApi }, (_, index) => ({
      method: verbs[index % verbs.length] ?? 'GET',
      path: `/things${Math.floor(index / verbs.length)}`,
    }));

  const resources = () => {
    const byPath = new Map<string, Readonly<Record<string, unknown>>>();
    for (const { method, path } of methodsOf())
      byPath.set(path, {
        ...byPath.get(path),
        [method]: {
          httpMethod: method,
          authorizationType: 'CUSTOM',
          authorizerId: 'auth01',
          apiKeyRequired: false,
          requestValidatorId: 'val001',
          methodIntegration: {
            type: 'HTTP_PROXY',
            httpMethod: method,
            uri: `https://backend.internal${path}`,
          },
        },
      });
    return [...byPath].map(([path, resourceMethods], index) => ({
      id: `res${index}`,
      path,
      resourceMethods,
    }));
  };

  const apiSummary = () => {
    const summary: Record<string, Record<string, unknown>> = {};
    for (const { method, path } of methodsOf())
      summary[path] = { ...summary[path], [method]: { authorizationType: 'CUSTOM', apiKeyRequired: false } };
    return summary;
  };

  const stagesOf = ({ stages }: EstateApi) =>
    [...stages].map(([stageName, { deploymentId, canaryId, updatedAt }]) => ({
      stageName,
      deploymentId,
      createdDate: madeAt,
      lastUpdatedDate: updatedAt,
      methodSettings: { '*/*': { throttlingRateLimit: 50, throttlingBurstLimit: 100 } },
      variables: { password: 's3cret-value' },
      ...(canaryId ? { canarySettings: { deploymentId: canaryId, percentTraffic: 5 } } : {}),
    }));

  /** A page of version 1: `position` is the index of its first item. */
  const page = <Item>(all: readonly Item[], query: Record<string, unknown> = {}) => {
    const from = Number(query.position ?? 0);
    const to = from + Math.min(Number(query.limit ?? 25), 500);
    return { item: all.slice(from, to), ...(to < all.length ? { position: String(to) } : {}) };
  };
  const page2 = <Item>(all: readonly Item[], query: Record<string, unknown> = {}) => {
    const from = Number(query.nextToken ?? 0);
    const to = from + Math.min(Number(query.maxResults ?? 25), 100);
    return { items: all.slice(from, to), ...(to < all.length ? { nextToken: String(to) } : {}) };
  };

  type Part = (api: EstateApi, rest: string, query?: Record<string, unknown>) => unknown;
  /** Without `embed=methods` the verbs are named and nothing is told of them. */
  const bare = () =>
    resources().map((resource) => ({
      ...resource,
      resourceMethods: Object.fromEntries(Object.keys(resource.resourceMethods).map((verb) => [verb, {}])),
    }));
  const restParts: Readonly<Record<string, Part>> = {
    resources(_, rest, query) {
      const [resourceId, , verb = ''] = rest.split('/');
      if (!resourceId) return page(String(query?.embed) === 'methods' ? resources() : bare(), query);
      return resources().find(({ id }) => id === resourceId)?.resourceMethods[verb];
    },
    stages: (api) => ({ item: stagesOf(api) }),
    deployments: (_, id) => ({ id, createdDate: madeAt, apiSummary: apiSummary() }),
    authorizers: () => ({ item: [{ id: 'auth01', name: 'tokens', type: 'TOKEN', identitySource: 'x' }] }),
    requestvalidators: () => ({ item: [{ id: 'val001', name: 'all', validateRequestBody: true }] }),
    models: () => ({ item: [{ id: 'm1', name: 'Thing', contentType: 'application/json', schema: '{}' }] }),
    gatewayresponses: () => ({
      item: [
        { responseType: 'DEFAULT_4XX', defaultResponse: true },
        { responseType: 'UNAUTHORIZED', defaultResponse: false, statusCode: '401' },
      ],
    }),
  };
  const httpParts: Readonly<Record<string, unknown>> = {
    stages: {
      items: [
        {
          stageName: '$default',
          autoDeploy: true,
          deploymentId: 'hd',
          lastUpdatedDate: '2026-05-01T08:00:00Z',
        },
      ],
    },
    routes: { items: [{ routeKey: 'GET /rates', authorizationType: 'JWT', target: 'integrations/i1' }] },
    integrations: { items: [{ integrationId: 'i1', integrationType: 'HTTP_PROXY' }] },
    authorizers: { items: [] },
    deployments: { items: [{ deploymentId: 'hd', deploymentStatus: 'DEPLOYED' }] },
    models: { items: [] },
  };

  const answer = (path: string, query: Record<string, unknown> = {}): unknown => {
    const [, root = '', id = '', part = '', ...below] = path.split('/');
    const rest = below.join('/');
    if (root === 'v2') return answerV2(path.slice(3), query);
    if (root === 'restapis' && !id)
      return page(
        [...apis.values()].map((api) => ({ id: api.id, name: api.name, createdDate: madeAt })),
        query,
      );
    const api = apis.get(id);
    if (root === 'restapis' && api) {
      if (!part) return { id: api.id, name: api.name, createdDate: madeAt };
      if (part === 'documentation') return { item: [] };
      return restParts[part]?.(api, rest, query);
    }
    if (root === 'domainnames' && !id)
      return page(
        domainNames.map((domainName) => ({ domainName })),
        query,
      );
    if (part === 'basepathmappings') {
      const index = domainNames.indexOf(id);
      const mapped = [...apis.keys()].filter((_, place) => place % domainNames.length === index);
      return page(
        mapped.map((restApiId) => ({ restApiId, basePath: restApiId, stage: 'prod' })),
        query,
      );
    }
    if (root === 'account') return { throttleSettings: { rateLimit: 10_000, burstLimit: 5_000 } };
    if (root === 'usageplans')
      return { item: [{ id: 'p1', name: 'gold', apiStages: [{ apiId: idOf('r', 0), stage: 'prod' }] }] };
    if (root === 'vpclinks' || root === 'clientcertificates') return { item: [] };
    return undefined;
  };
  const answerV2 = (path: string, query: Record<string, unknown>): unknown => {
    const [, root = '', id = '', part = ''] = path.split('/');
    if (root === 'apis' && !id)
      return page2(
        v2.map((api) => ({ apiId: api.id, name: api.id, protocolType: api.protocolType })),
        query,
      );
    if (root === 'apis' && v2.some((api) => api.id === id)) return httpParts[part];
    if (part === 'apimappings' || root === 'vpclinks') return { items: [] };
    return undefined;
  };

  return {
    apis,
    /** The deployment of a stage is another one. */
    deploy(id: string, stageName: string, at: number): void {
      const stage = apis.get(id)?.stages.get(stageName);
      if (!stage) throw new Error(`There is no stage ${stageName} of ${id}.`);
      stage.deploymentId = `${stage.deploymentId}+`;
      stage.updatedAt = at;
    },
    refuse(path: RegExp, status = 403, error = 'AccessDeniedException'): void {
      refusals.unshift({ path, refusal: { status, error } });
    },
    allowAll(): void {
      refusals.length = 0;
    },
    requestHandler: {
      async handle({ path, query }: WireRequest) {
        const refusal = refusals.find((one) => one.path.test(path))?.refusal;
        const body = refusal ? { message: 'no' } : answer(decodeURIComponent(path), query);
        const { status, error } = refusal ?? {
          status: body === undefined ? 403 : 200,
          error: body === undefined ? 'MissingAuthenticationTokenException' : '',
        };
        return {
          response: {
            statusCode: status,
            reason: '',
            headers: { 'content-type': 'application/json', ...(error ? { 'x-amzn-errortype': error } : {}) },
            body: Buffer.from(JSON.stringify(body ?? { message: 'Missing Authentication Token' })),
          },
        };
      },
    },
  };
};

export type Estate = ReturnType<typeof estate>;
