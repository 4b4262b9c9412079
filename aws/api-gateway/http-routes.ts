import {
  GetIntegrationsCommand,
  GetRoutesCommand,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import {
  type GatewayIntegration,
  type GatewayOperation,
  known,
  type Reading,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { backendUri } from './integration-uri.ts';
import { httpPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';
import { routeTarget } from './route-key.ts';

const integrationOf = (integration: Integration): GatewayIntegration => ({
  type: integration.IntegrationType ?? '',
  ...defined({
    uri: backendUri(integration.IntegrationUri),
    connectionType: integration.ConnectionType,
    connectionId: integration.ConnectionId,
    timeoutMillis: integration.TimeoutInMillis,
    passthroughBehavior: integration.PassthroughBehavior,
    credentialsArn: integration.CredentialsArn,
    tlsServerName: integration.TlsConfig?.ServerNameToVerify,
  }),
});

const operationOf = (route: Route, integrations: ReadonlyMap<string, Integration>): GatewayOperation => {
  const integration = integrations.get(route.Target?.replace('integrations/', '') ?? '');
  return {
    ...routeTarget(route.RouteKey ?? ''),
    authorizationType: route.AuthorizationType ?? 'NONE',
    apiKeyRequired: route.ApiKeyRequired ?? false,
    ...defined({ authorizerId: route.AuthorizerId, authorizationScopes: route.AuthorizationScopes }),
    requestModels: route.RequestModels ?? {},
    requestParameters: Object.fromEntries(
      Object.entries(route.RequestParameters ?? {}).map(([name, { Required }]) => [name, Required ?? false]),
    ),
    ...(integration ? { integration: integrationOf(integration) } : {}),
  };
};

/** Routes of an HTTP or WebSocket API with their integrations: the latest configuration. */
export const readRoutes = async (
  { http }: GatewayClients,
  ApiId: string,
  trail: Trail,
): Promise<Reading<readonly GatewayOperation[]>> => {
  const integrations = await trail.read('GetIntegrations', () =>
    httpPages((page) => http.send(new GetIntegrationsCommand({ ApiId, ...page }))),
  );
  if (!integrations.known) return integrations;
  const byId = new Map(
    integrations.value.map((integration) => [integration.IntegrationId ?? '', integration]),
  );
  return mapReading(
    await trail.read('GetRoutes', () =>
      httpPages((page) => http.send(new GetRoutesCommand({ ApiId, ...page }))),
    ),
    (routes) => known(routes.map((route) => operationOf(route, byId))),
  );
};
