import type { Api, Cors } from '@aws-sdk/client-apigatewayv2';
import { notShared } from '../../core/gateway/gateway-account.ts';
import { type GatewayApi, known, type ListedApi } from '../../core/gateway/gateway-api.ts';
import type { ApiReadingOptions } from '../../core/gateway/sweep-ports.ts';
import { sameStages } from '../../core/gateway/unchanged.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { readDeployments, readHttpAuthorizers, readWebSocketModels } from './http-parts.ts';
import { readRoutes } from './http-routes.ts';
import { listHttpStages, withServed } from './http-stages.ts';
import type { Trail } from './readings.ts';
import type { GatewayPlace } from './rest-settings.ts';

const corsOf = (cors: Cors): ListedApi['cors'] => ({
  allowOrigins: cors.AllowOrigins ?? [],
  allowMethods: cors.AllowMethods ?? [],
  allowHeaders: cors.AllowHeaders ?? [],
  allowCredentials: cors.AllowCredentials ?? false,
});

/** What GetApis tells of one HTTP or WebSocket API; GetApi tells the same. */
export const listedHttpApi = (
  place: GatewayPlace,
  api: { readonly [Member in keyof Api]?: Api[Member] | undefined },
): ListedApi => ({
  kind: api.ProtocolType === 'WEBSOCKET' ? 'WEBSOCKET' : 'HTTP',
  account: place.account,
  region: place.region,
  gatewayId: api.ApiId ?? '',
  name: api.Name ?? '',
  tags: api.Tags ?? {},
  disableExecuteApiEndpoint: known(api.DisableExecuteApiEndpoint ?? false),
  endpointType: 'REGIONAL',
  ...defined({
    description: api.Description,
    version: api.Version,
    createdAt: api.CreatedDate?.toISOString(),
    ipAddressType: api.IpAddressType,
    routeSelectionExpression: api.ProtocolType === 'WEBSOCKET' ? api.RouteSelectionExpression : undefined,
    cors: api.CorsConfiguration && corsOf(api.CorsConfiguration),
  }),
});

/**
 * Reads one HTTP or WebSocket API: four calls, and up to two more as far as its allowance goes. What is refused is
 * unread.
 */
export const readHttpApi = async (
  clients: GatewayClients,
  listed: ListedApi,
  trail: Trail,
  { last, confirm = false }: ApiReadingOptions = {},
): Promise<GatewayApi> => {
  const id = listed.gatewayId;
  const stages = await listHttpStages(clients, id, trail);
  if (confirm && last && stages.known && sameStages(stages.value, last))
    return { ...last, confirmedAt: trail.startedAt };
  const draft = await readRoutes(clients, id, trail);
  return {
    ...listed,
    draft,
    stages: stages.known ? known(withServed(stages.value, draft)) : stages,
    authorizers: await readHttpAuthorizers(clients, id, trail),
    deployments: await trail.spare('GetDeployments', () => readDeployments(clients, id, trail)),
    models:
      listed.kind === 'WEBSOCKET'
        ? await trail.spare('GetModels', () => readWebSocketModels(clients, id, trail))
        : known([]),
    // Of REST APIs only.
    validators: known([]),
    gatewayResponses: known([]),
    documentationVersions: known([]),
    domains: notShared,
    observedAt: trail.startedAt,
    calls: trail.calls,
  };
};
