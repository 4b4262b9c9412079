import { named } from '../../traffic/endpoints.ts';
import { segmentsOf } from '../../traffic/path.ts';
import { tokenType } from '../../traffic/typed-token.ts';
import type { ApiStyle } from '../evidence.ts';
import type { ImportContext, ImportedApi, ImportedRoute } from './importer.ts';
import { placeOf } from './place.ts';

/** One request that a tool or a browser sent, and what came back. */
export interface ReachedRequest {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  /** 0 when no answer came; absent when the artefact does not tell. */
  readonly status?: number;
  /** Media type of the answer. */
  readonly mediaType?: string;
  readonly style?: ApiStyle;
  /** What tells callers apart; held only to be counted. */
  readonly caller?: string;
  /** ISO 8601, UTC. */
  readonly at?: string;
  readonly pointer: string;
}

/** OPTIONS are preflights of browsers; TRACE, CONNECT and invented methods are probes. */
const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'ANY'];

/** Files that every site serves beside its API. */
const isAsset = (path: string, mediaType: string): boolean =>
  /\.(?:m?js|css|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|mp[34]|webm)$/i.test(path) ||
  /^(?:image|font|video|audio)\/|^text\/css|javascript/i.test(mediaType);

/**
 * Whether an answer shows that there is something behind the path. Any path gets 400, 404 or 405. Refusals of a caller
 * (401, 403) show an endpoint to a scanner, which has no credentials; in a capture of real use they show an attempt.
 */
const shows = (status: number, by: 'use' | 'scan'): boolean =>
  status === 101 ||
  (status >= 200 && status < 400) ||
  (status >= 500 && status < 600) ||
  [409, 422, 429].includes(status) ||
  (by === 'scan' && [401, 403].includes(status));

interface Endpoint {
  readonly host: string;
  readonly style: ApiStyle;
  readonly route: ImportedRoute;
}

/** Without a list of the bank's domains every host counts. */
const isOwned = (host: string, { ownedDomains }: ImportContext): boolean =>
  !ownedDomains?.length ||
  ownedDomains.some((domain) => host === domain.toLowerCase() || host.endsWith(`.${domain.toLowerCase()}`));

const endpointOf = (request: ReachedRequest, context: ImportContext): Endpoint | undefined => {
  const method = request.method.toUpperCase();
  const place = placeOf(request.url, context);
  const segments = place?.host && methods.includes(method) ? segmentsOf(place.path || '/') : undefined;
  if (!place?.host || !segments || !isOwned(place.host, context)) return undefined;
  const isRead = method === 'GET' || method === 'HEAD';
  const mediaType = request.mediaType ?? '';
  if (isRead && isAsset(place.path, mediaType)) return undefined;
  // A page for people is no endpoint of an API.
  if (isRead && request.status === 200 && /^text\/html/i.test(mediaType)) return undefined;
  const types = segments.map((segment) => tokenType(segment));
  const { template } = named({
    template: `/${segments.map((segment, index) => (types[index] ? '{}' : segment)).join('/')}`,
    types: types.flatMap((type) => (type ? [[type]] : [])),
  });
  return {
    host: place.host,
    style: request.style ?? 'REST',
    route: { method, template, host: place.host, pointer: request.pointer, controls: [] },
  };
};

/**
 * Requests as APIs: one for each host and style, identifiers in paths as parameters, endpoints that nothing answered
 * left out. `by: 'use'` also counts requests and callers; what a scanner sent is no use and is never counted.
 */
export const reachedApis = (
  requests: readonly ReachedRequest[],
  context: ImportContext,
  by: 'use' | 'scan',
  locator: string,
): readonly ImportedApi[] => {
  const apis = new Map<string, { endpoints: Map<string, Endpoint>; requests: ReachedRequest[] }>();
  for (const request of requests) {
    if (request.status !== undefined && !shows(request.status, by)) continue;
    const endpoint = endpointOf(request, context);
    if (!endpoint) continue;
    const key = `${endpoint.host} ${endpoint.style}`;
    const api = apis.get(key) ?? { endpoints: new Map<string, Endpoint>(), requests: [] };
    const routeKey = `${endpoint.route.method} ${endpoint.route.template}`;
    if (!api.endpoints.has(routeKey)) api.endpoints.set(routeKey, endpoint);
    api.requests.push(request);
    apis.set(key, api);
  }
  return [...apis.values()].flatMap(({ endpoints, requests: seen }) => {
    const [first] = [...endpoints.values()];
    if (!first) return [];
    const last = seen
      .flatMap(({ at }) => (at ? [at] : []))
      .sort()
      .at(-1);
    const callers = new Set(seen.flatMap(({ caller }) => (caller ? [caller] : []))).size;
    return {
      name: first.host,
      style: first.style,
      locator,
      routes: [...endpoints.values()].map(({ route }) => route),
      ...(last ? { observedAt: last } : {}),
      ...(by === 'use' ? { support: { requests: seen.length, principals: Math.max(1, callers) } } : {}),
    };
  });
};
