import {
  GetApiCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import {
  type DomainMapping,
  type GatewayApi,
  type GatewayIntegration,
  type GatewayOperation,
  known,
  type Reading,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { readHttpStages } from './http-stages.ts';
import { allPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';

/** `GET /rates` → method and path; `$default` takes every method on every path that no route names. */
export const routeTarget = (routeKey: string): { readonly method: string; readonly path: string } => {
  const cut = routeKey.indexOf(' ');
  return cut < 0
    ? { method: 'ANY', path: routeKey }
    : { method: routeKey.slice(0, cut), path: routeKey.slice(cut + 1) };
};

const integrationOf = (integration: Integration): GatewayIntegration => ({
  type: integration.IntegrationType ?? '',
  ...defined({
    uri: integration.IntegrationUri,
    connectionType: integration.ConnectionType,
    timeoutMillis: integration.TimeoutInMillis,
    tlsServerName: integration.TlsConfig?.ServerNameToVerify,
  }),
});

const operationOf = (route: Route, integrations: ReadonlyMap<string, Integration>): GatewayOperation => {
  const integration = integrations.get(route.Target?.replace('integrations/', '') ?? '');
  return {
    ...routeTarget(route.RouteKey ?? ''),
    authorizationType: route.AuthorizationType ?? 'NONE',
    apiKeyRequired: route.ApiKeyRequired ?? false,
    ...defined({ authorizerId: route.AuthorizerId }),
    requestModels: {},
    requestParameters: {},
    ...(integration ? { integration: integrationOf(integration) } : {}),
  };
};

const readDraft = async (
  { http }: GatewayClients,
  ApiId: string,
  trail: Trail,
): Promise<Reading<readonly GatewayOperation[]>> => {
  const integrations = await trail.read('GetIntegrations', () =>
    allPages(async (NextToken) => {
      const page = await http.send(new GetIntegrationsCommand({ ApiId, NextToken }));
      return { items: page.Items, next: page.NextToken };
    }),
  );
  if (!integrations.known) return integrations;
  const byId = new Map(
    integrations.value.map((integration) => [integration.IntegrationId ?? '', integration]),
  );
  return mapReading(
    await trail.read('GetRoutes', () =>
      allPages(async (NextToken) => {
        const page = await http.send(new GetRoutesCommand({ ApiId, NextToken }));
        return { items: page.Items, next: page.NextToken };
      }),
    ),
    (routes) => known(routes.map((route) => operationOf(route, byId))),
  );
};

const readAuthorizers = async ({ http }: GatewayClients, ApiId: string, trail: Trail) =>
  mapReading(
    await trail.read('GetAuthorizers', () =>
      allPages(async (NextToken) => {
        const page = await http.send(new GetAuthorizersCommand({ ApiId, NextToken }));
        return { items: page.Items, next: page.NextToken };
      }),
    ),
    (items) =>
      known(
        items.map(({ AuthorizerId = '', Name = '', AuthorizerType = '' }) => ({
          id: AuthorizerId,
          name: Name,
          type: AuthorizerType as string,
        })),
      ),
  );

/**
 * Reads one HTTP API. What is refused of it is unread.
 * @throws the SDK's error when not even GetApi is answered
 */
export const readHttpApi = async (
  clients: GatewayClients,
  place: { readonly account: string; readonly region: string },
  gatewayId: string,
  trail: Trail,
  domains: () => Promise<Reading<readonly DomainMapping[]>>,
): Promise<GatewayApi> => {
  const api = await trail.must('GetApi', () => clients.http.send(new GetApiCommand({ ApiId: gatewayId })));
  const draft = await readDraft(clients, gatewayId, trail);
  return {
    kind: 'HTTP',
    ...place,
    gatewayId,
    name: api.Name ?? '',
    tags: api.Tags ?? {},
    disableExecuteApiEndpoint: known(api.DisableExecuteApiEndpoint ?? false),
    ...defined({
      description: api.Description,
      version: api.Version,
      createdAt: api.CreatedDate?.toISOString(),
    }),
    endpointType: 'REGIONAL',
    draft,
    authorizers: await readAuthorizers(clients, gatewayId, trail),
    // HTTP APIs have no request validators.
    validators: known([]),
    stages: await readHttpStages(clients, gatewayId, trail, draft),
    domains: await domains(),
    calls: trail.calls,
  };
};
