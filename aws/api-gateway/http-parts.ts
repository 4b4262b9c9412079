import { GetAuthorizersCommand, GetDeploymentsCommand, GetModelsCommand } from '@aws-sdk/client-apigatewayv2';
import {
  type GatewayApi,
  type GatewayAuthorizer,
  known,
  type Reading,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { httpPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';

export const readHttpAuthorizers = async (
  { http }: GatewayClients,
  ApiId: string,
  trail: Trail,
): Promise<Reading<readonly GatewayAuthorizer[]>> =>
  mapReading(
    await trail.read('GetAuthorizers', () =>
      httpPages((page) => http.send(new GetAuthorizersCommand({ ApiId, ...page }))),
    ),
    (items) =>
      known(
        items.map((authorizer) => ({
          id: authorizer.AuthorizerId ?? '',
          name: authorizer.Name ?? '',
          type: authorizer.AuthorizerType ?? '',
          ...defined({
            uri: authorizer.AuthorizerUri,
            identitySource: authorizer.IdentitySource,
            identityValidationExpression: authorizer.IdentityValidationExpression,
            ttlSeconds: authorizer.AuthorizerResultTtlInSeconds,
            issuer: authorizer.JwtConfiguration?.Issuer,
            audience: authorizer.JwtConfiguration?.Audience,
          }),
        })),
      ),
  );

export const readDeployments = async (
  { http }: GatewayClients,
  ApiId: string,
  trail: Trail,
): Promise<NonNullable<GatewayApi['deployments']>> =>
  mapReading(
    await trail.read('GetDeployments', () =>
      httpPages((page) => http.send(new GetDeploymentsCommand({ ApiId, ...page }))),
    ),
    (items) =>
      known(
        items.map(({ DeploymentId = '', DeploymentStatus = '', AutoDeployed = false, CreatedDate }) => ({
          id: DeploymentId,
          status: DeploymentStatus as string,
          autoDeployed: AutoDeployed,
          ...defined({ createdAt: CreatedDate?.toISOString() }),
        })),
      ),
  );

export const readWebSocketModels = async (
  { http }: GatewayClients,
  ApiId: string,
  trail: Trail,
): Promise<NonNullable<GatewayApi['models']>> =>
  mapReading(
    await trail.read('GetModels', () =>
      httpPages((page) => http.send(new GetModelsCommand({ ApiId, ...page }))),
    ),
    (items) =>
      known(
        items.map(({ Name = '', ContentType, Schema }) => ({
          name: Name,
          ...defined({ contentType: ContentType, schema: Schema }),
        })),
      ),
  );
