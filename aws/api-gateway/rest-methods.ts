import {
  GetResourcesCommand,
  type Integration,
  type Method,
  type Resource,
} from '@aws-sdk/client-api-gateway';
import {
  type GatewayIntegration,
  type GatewayOperation,
  known,
  type Reading,
  unread,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { backendUri } from './integration-uri.ts';
import { restPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';

const integrationOf = (integration: Integration): GatewayIntegration => ({
  type: integration.type ?? '',
  ...defined({
    uri: backendUri(integration.uri),
    connectionType: integration.connectionType,
    connectionId: integration.connectionId,
    timeoutMillis: integration.timeoutInMillis,
    passthroughBehavior: integration.passthroughBehavior,
    credentialsArn: integration.credentials,
    insecureSkipVerification: integration.tlsConfig?.insecureSkipVerification,
  }),
});

const operationOf = (
  method: string,
  path: string,
  authorizationType: string,
  entry: Method,
): GatewayOperation => ({
  method,
  path,
  authorizationType,
  apiKeyRequired: entry.apiKeyRequired ?? false,
  requestModels: entry.requestModels ?? {},
  requestParameters: entry.requestParameters ?? {},
  ...defined({
    authorizerId: entry.authorizerId,
    authorizationScopes: entry.authorizationScopes,
    requestValidatorId: entry.requestValidatorId,
  }),
  ...(entry.methodIntegration ? { integration: integrationOf(entry.methodIntegration) } : {}),
});

const operationsOf = (resources: readonly Resource[]): Reading<GatewayOperation[]> => {
  const operations: GatewayOperation[] = [];
  for (const { path = '', resourceMethods = {} } of resources) {
    for (const [method, entry] of Object.entries(resourceMethods)) {
      if (!entry.authorizationType)
        return unread(
          'UNSUPPORTED',
          'GetResources does not tell the methods: the endpoint ignores embed=methods.',
        );
      operations.push(operationOf(method, path, entry.authorizationType, entry));
    }
  }
  return known(operations);
};

/** The working copy with all its methods and integrations, in one call for every 500 resources. */
export const readDraft = async (
  { rest }: GatewayClients,
  restApiId: string,
  trail: Trail,
): Promise<Reading<readonly GatewayOperation[]>> =>
  mapReading(
    await trail.read('GetResources', () =>
      restPages((page) => rest.send(new GetResourcesCommand({ restApiId, embed: ['methods'], ...page }))),
    ),
    operationsOf,
  );
