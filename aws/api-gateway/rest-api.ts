import {
  GetAuthorizersCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  type Resource,
  type RestApi,
} from '@aws-sdk/client-api-gateway';
import {
  type DomainMapping,
  type GatewayApi,
  type GatewayOperation,
  known,
  type Reading,
  unread,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { defined } from './defined.ts';
import { allPages } from './pages.ts';
import { mapReading, type Trail } from './readings.ts';
import { readStages } from './rest-stages.ts';

/** GetRestApi escapes the policy once more than JSON does. */
const unescapedPolicy = (policy: string): string => {
  try {
    return JSON.parse(`"${policy}"`) as string;
  } catch {
    return policy;
  }
};

const operationsOf = (resources: readonly Resource[]): Reading<GatewayOperation[]> => {
  const operations: GatewayOperation[] = [];
  for (const { path = '', resourceMethods = {} } of resources) {
    for (const [method, entry] of Object.entries(resourceMethods)) {
      if (!entry.authorizationType)
        return unread(
          'UNSUPPORTED',
          'GetResources does not tell the methods: the endpoint ignores embed=methods.',
        );
      const { methodIntegration: integration } = entry;
      operations.push({
        method,
        path,
        authorizationType: entry.authorizationType,
        apiKeyRequired: entry.apiKeyRequired ?? false,
        requestModels: entry.requestModels ?? {},
        requestParameters: entry.requestParameters ?? {},
        ...defined({ authorizerId: entry.authorizerId, requestValidatorId: entry.requestValidatorId }),
        ...(integration
          ? {
              integration: {
                type: integration.type ?? '',
                ...defined({
                  uri: integration.uri,
                  connectionType: integration.connectionType,
                  timeoutMillis: integration.timeoutInMillis,
                }),
              },
            }
          : {}),
      });
    }
  }
  return known(operations);
};

const readDraft = async ({ rest }: GatewayClients, restApiId: string, trail: Trail) =>
  mapReading(
    await trail.read('GetResources', () =>
      allPages(async (position) => {
        const page = await rest.send(
          new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500, position }),
        );
        return { items: page.items, next: page.position };
      }),
    ),
    operationsOf,
  );

const readAuthorizers = async ({ rest }: GatewayClients, restApiId: string, trail: Trail) =>
  mapReading(
    await trail.read('GetAuthorizers', () =>
      allPages(async (position) => {
        const page = await rest.send(new GetAuthorizersCommand({ restApiId, limit: 500, position }));
        return { items: page.items, next: page.position };
      }),
    ),
    (items) => known(items.map(({ id = '', name = '', type = '' }) => ({ id, name, type }))),
  );

const readValidators = async ({ rest }: GatewayClients, restApiId: string, trail: Trail) =>
  mapReading(
    await trail.read('GetRequestValidators', () =>
      allPages(async (position) => {
        const page = await rest.send(new GetRequestValidatorsCommand({ restApiId, limit: 500, position }));
        return { items: page.items, next: page.position };
      }),
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

const identity = (api: RestApi) => ({
  name: api.name ?? '',
  tags: api.tags ?? {},
  disableExecuteApiEndpoint: known(api.disableExecuteApiEndpoint ?? false),
  ...defined({
    description: api.description,
    version: api.version,
    createdAt: api.createdDate?.toISOString(),
    endpointType: api.endpointConfiguration?.types?.[0],
    resourcePolicy: api.policy && unescapedPolicy(api.policy),
  }),
});

/**
 * Reads one REST API with a fixed number of calls, none of them per method. What is refused of it is unread.
 * @throws the SDK's error when not even GetRestApi is answered
 */
export const readRestApi = async (
  clients: GatewayClients,
  place: { readonly account: string; readonly region: string },
  gatewayId: string,
  trail: Trail,
  domains: () => Promise<Reading<readonly DomainMapping[]>>,
): Promise<GatewayApi> => {
  const restApiId = gatewayId;
  const api = await trail.must('GetRestApi', () => clients.rest.send(new GetRestApiCommand({ restApiId })));
  return {
    kind: 'REST',
    ...place,
    gatewayId,
    ...identity(api),
    draft: await readDraft(clients, restApiId, trail),
    authorizers: await readAuthorizers(clients, restApiId, trail),
    validators: await readValidators(clients, restApiId, trail),
    stages: await readStages(clients, restApiId, trail),
    domains: await domains(),
    calls: trail.calls,
  };
};
