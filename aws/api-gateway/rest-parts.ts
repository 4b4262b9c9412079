import {
  GetAuthorizersCommand,
  GetDocumentationVersionsCommand,
  GetGatewayResponsesCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
} from '@aws-sdk/client-api-gateway';
import {
  type GatewayApi,
  type GatewayAuthorizer,
  known,
  type Reading,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { restPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';

export const readAuthorizers = async (
  { rest }: GatewayClients,
  restApiId: string,
  trail: Trail,
): Promise<Reading<readonly GatewayAuthorizer[]>> =>
  mapReading(
    await trail.read('GetAuthorizers', () =>
      restPages((page) => rest.send(new GetAuthorizersCommand({ restApiId, ...page }))),
    ),
    (items) =>
      known(
        items.map(({ id = '', name = '', type = '', ...authorizer }) => ({
          id,
          name,
          type,
          ...defined({
            providerArns: authorizer.providerARNs,
            uri: authorizer.authorizerUri,
            // REQUEST authorizers list several sources with commas.
            identitySource: authorizer.identitySource?.split(',').map((source) => source.trim()),
            identityValidationExpression: authorizer.identityValidationExpression,
            ttlSeconds: authorizer.authorizerResultTtlInSeconds,
          }),
        })),
      ),
  );

export const readValidators = async (
  { rest }: GatewayClients,
  restApiId: string,
  trail: Trail,
): Promise<GatewayApi['validators']> =>
  mapReading(
    await trail.read('GetRequestValidators', () =>
      restPages((page) => rest.send(new GetRequestValidatorsCommand({ restApiId, ...page }))),
    ),
    (items) =>
      known(
        items.map(({ id = '', name = '', validateRequestBody, validateRequestParameters }) => ({
          id,
          name,
          body: validateRequestBody ?? false,
          parameters: validateRequestParameters ?? false,
        })),
      ),
  );

export const readModels = async (
  { rest }: GatewayClients,
  restApiId: string,
  trail: Trail,
): Promise<NonNullable<GatewayApi['models']>> =>
  mapReading(
    await trail.read('GetModels', () =>
      restPages((page) => rest.send(new GetModelsCommand({ restApiId, ...page }))),
    ),
    (items) =>
      known(
        items.map(({ name = '', contentType, schema }) => ({ name, ...defined({ contentType, schema }) })),
      ),
  );

/** Only those that somebody changed: API Gateway lists its own defaults too. */
export const readGatewayResponses = async (
  { rest }: GatewayClients,
  restApiId: string,
  trail: Trail,
): Promise<NonNullable<GatewayApi['gatewayResponses']>> =>
  mapReading(
    await trail.read('GetGatewayResponses', () =>
      restPages((page) => rest.send(new GetGatewayResponsesCommand({ restApiId, ...page }))),
    ),
    (items) =>
      known(
        items
          .filter(({ defaultResponse }) => !defaultResponse)
          .map(({ responseType = '', statusCode, responseParameters, responseTemplates }) => ({
            type: responseType as string,
            ...defined({ statusCode }),
            parameters: responseParameters ?? {},
            templates: responseTemplates ?? {},
          })),
      ),
  );

export const readDocumentationVersions = async (
  { rest }: GatewayClients,
  restApiId: string,
  trail: Trail,
): Promise<NonNullable<GatewayApi['documentationVersions']>> =>
  mapReading(
    await trail.read('GetDocumentationVersions', () =>
      restPages((page) => rest.send(new GetDocumentationVersionsCommand({ restApiId, ...page }))),
    ),
    (items) =>
      known(
        items.map(({ version = '', createdDate }) => ({
          version,
          ...defined({ createdAt: createdDate?.toISOString() }),
        })),
      ),
  );
