import {
  type APIGatewayClient,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  type PatchOperation,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { authorizerUri } from '../../../core/migration/harden/authorizer-uri.ts';
import { accessLogFormat } from './access-log.ts';
import { demoTag, type MethodDefinition, type RestApiDefinition } from './definition.ts';
import { createResources } from './resources.ts';

/** What an API of the estate is created with. */
export interface RestApiSite {
  readonly client: APIGatewayClient;
  readonly account: string;
  readonly region: string;
  /** Base address of the API's backend. */
  readonly backend: string;
  readonly authorizerArn: string;
  readonly authorizerRoleArn: string;
}

interface Attachments {
  readonly authorizerId?: string | undefined;
  readonly requestValidatorId?: string | undefined;
}

const variablesIn = (path: string): string[] =>
  [...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name = '']) => name);

const putMethod = async (
  site: RestApiSite,
  restApiId: string,
  resourceId: string,
  method: MethodDefinition,
  { authorizerId, requestValidatorId }: Attachments,
): Promise<void> => {
  const { client, backend } = site;
  const variables = variablesIn(method.path);
  const where = { restApiId, resourceId, httpMethod: method.method };
  const isProtected = authorizerId !== undefined && !method.open;
  await client.send(
    new PutMethodCommand({
      ...where,
      authorizationType: isProtected ? 'CUSTOM' : 'NONE',
      ...(isProtected ? { authorizerId } : {}),
      ...(requestValidatorId ? { requestValidatorId } : {}),
      // `$default`: a body under any Content-Type is validated.
      ...(method.model
        ? { requestModels: { 'application/json': method.model, $default: method.model } }
        : {}),
      requestParameters: Object.fromEntries([
        ...variables.map((name) => [`method.request.path.${name}`, true] as const),
        ...(method.required ?? []).map((name) => [`method.request.${name}`, true] as const),
      ]),
    }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...where,
      type: 'HTTP_PROXY',
      integrationHttpMethod: method.method,
      uri: `${backend}${method.backendPath}`,
      timeoutInMillis: 10_000,
      requestParameters: Object.fromEntries(
        variables.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
      ),
    }),
  );
};

const createAuthorizer = async (site: RestApiSite, restApiId: string): Promise<string | undefined> => {
  const { id } = await site.client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'partner-tokens',
      type: 'TOKEN',
      authorizerUri: authorizerUri(site.region, site.authorizerArn),
      ...(site.authorizerRoleArn ? { authorizerCredentials: site.authorizerRoleArn } : {}),
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 0,
    }),
  );
  return id;
};

const createModels = async (client: APIGatewayClient, restApiId: string, models: object): Promise<void> => {
  for (const [name, schema] of Object.entries(models))
    await client.send(
      new CreateModelCommand({
        restApiId,
        name,
        contentType: 'application/json',
        schema: JSON.stringify(schema),
      }),
    );
};

const stageSettings = (definition: RestApiDefinition, site: RestApiSite): PatchOperation[] => {
  const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });
  const group = `arn:aws:logs:${site.region}:${site.account}:log-group:/demo-bank/api-gateway/${definition.name}`;
  return [
    ...(definition.accessLog
      ? [
          replace('/accessLogSettings/destinationArn', group),
          replace('/accessLogSettings/format', accessLogFormat),
        ]
      : []),
    ...(definition.throttle
      ? [
          replace('/*/*/throttling/rateLimit', String(definition.throttle.rate)),
          replace('/*/*/throttling/burstLimit', String(definition.throttle.burst)),
        ]
      : []),
  ];
};

const deploy = async (definition: RestApiDefinition, site: RestApiSite, restApiId: string): Promise<void> => {
  const { client } = site;
  const stageName = definition.stage;
  const { id: deploymentId } = await client.send(new CreateDeploymentCommand({ restApiId }));
  await client.send(new CreateStageCommand({ restApiId, stageName, deploymentId }));
  const patchOperations = stageSettings(definition, site);
  if (patchOperations.length > 0)
    await client.send(new UpdateStageCommand({ restApiId, stageName, patchOperations }));
};

/** Attaches the authorizer to the working copy, as somebody did who forgot to deploy. */
const protectDraft = async (
  client: APIGatewayClient,
  restApiId: string,
  authorizerId: string,
  methods: readonly { readonly resourceId: string; readonly httpMethod: string }[],
): Promise<void> => {
  const patchOperations: PatchOperation[] = [
    { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
    { op: 'replace', path: '/authorizerId', value: authorizerId },
  ];
  for (const method of methods)
    await client.send(new UpdateMethodCommand({ restApiId, ...method, patchOperations }));
};

/** Creates a REST API with its methods, deployed to its stage. @returns its id. */
export const createRestApi = async (definition: RestApiDefinition, site: RestApiSite): Promise<string> => {
  const { client } = site;
  const { id: restApiId = '' } = await client.send(
    new CreateRestApiCommand({
      name: definition.name,
      description: definition.description,
      endpointConfiguration: { types: ['REGIONAL'] },
      disableExecuteApiEndpoint: !definition.defaultEndpoint,
      tags: { ...definition.tags, [demoTag]: definition.name },
    }),
  );
  const authorizerId = definition.authorizer ? await createAuthorizer(site, restApiId) : undefined;
  const validator = definition.validator
    ? await client.send(
        new CreateRequestValidatorCommand({
          restApiId,
          name: 'all',
          validateRequestBody: true,
          validateRequestParameters: true,
        }),
      )
    : undefined;
  await createModels(client, restApiId, definition.models ?? {});
  const resources = await createResources(
    client,
    restApiId,
    definition.methods.map(({ path }) => path),
  );
  const attached = definition.protects === 'deployment' ? { authorizerId } : {};
  for (const method of definition.methods)
    await putMethod(site, restApiId, resources.get(method.path) ?? '', method, {
      ...attached,
      requestValidatorId: validator?.id,
    });
  await deploy(definition, site, restApiId);
  if (definition.protects === 'draft-only' && authorizerId)
    await protectDraft(
      client,
      restApiId,
      authorizerId,
      definition.methods.map(({ path, method }) => ({
        resourceId: resources.get(path) ?? '',
        httpMethod: method,
      })),
    );
  return restApiId;
};
