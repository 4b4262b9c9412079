import {
  APIGatewayClient,
  CreateBasePathMappingCommand,
  CreateDomainNameCommand,
  DeleteRestApiCommand,
  GetBasePathMappingsCommand,
  GetDomainNamesCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  DeleteApiCommand,
  GetApisCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { localClientConfig } from './client-config.ts';
import { demoTag, type RestApiDefinition } from './gateways/definition.ts';
import { domainName, fxRates, restApis } from './gateways/estate.ts';
import { createHttpApi } from './gateways/http-api.ts';
import { createRestApi, type RestApiSite } from './gateways/rest-api.ts';

export interface GatewaysInput {
  /** The front door, or any endpoint that speaks API Gateway. */
  readonly endpoint: string;
  /** Backend → base address. */
  readonly backends: Readonly<Record<string, string>>;
  /** Gatehouse's TOKEN authorizer function, and the role by which API Gateway invokes it. */
  readonly authorizerArn: string;
  readonly authorizerRoleArn: string;
}

export interface Estate {
  /** API → its id in API Gateway. */
  readonly apiIds: Readonly<Record<string, string>>;
  /** Names of the APIs that this call created. */
  readonly created: readonly string[];
}

const account = '000000000000';
const region = 'us-east-1';

const backendOf = (input: GatewaysInput, name: string): string => {
  const address = input.backends[name];
  if (!address) throw new RangeError(`The demo bank has no backend ${name}.`);
  return address;
};

const ensureDomain = async (client: APIGatewayClient): Promise<void> => {
  const { items = [] } = await client.send(new GetDomainNamesCommand({ limit: 500 }));
  if (items.some((domain) => domain.domainName === domainName)) return;
  await client.send(
    new CreateDomainNameCommand({
      domainName,
      regionalCertificateArn: `arn:aws:acm:${region}:${account}:certificate/d3b0c442-9898-4c14-8a96-5f0b2c1d4e6f`,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
      tags: { [demoTag]: domainName },
    }),
  );
};

/** The mapping comes last: an API of ours whose base path nobody mapped is left over from a run that was killed. */
const ensureRestApi = async (
  definition: RestApiDefinition,
  site: RestApiSite,
  mapped: ReadonlySet<string>,
): Promise<{ id: string; created: boolean }> => {
  const { client } = site;
  const { items = [] } = await client.send(new GetRestApisCommand({ limit: 500 }));
  const ours = items.filter(({ name, tags }) => name === definition.name && tags?.[demoTag] === name);
  const [found] = ours;
  if (found?.id && mapped.has(definition.basePath)) return { id: found.id, created: false };
  for (const { id } of ours) await client.send(new DeleteRestApiCommand({ restApiId: id }));
  const id = await createRestApi(definition, site);
  const { basePath, stage } = definition;
  await client.send(new CreateBasePathMappingCommand({ domainName, basePath, restApiId: id, stage }));
  return { id, created: true };
};

const ensureHttpApi = async (
  client: ApiGatewayV2Client,
  backend: string,
): Promise<{ id: string; created: boolean }> => {
  const { Items = [] } = await client.send(new GetApisCommand({ MaxResults: '500' }));
  const ours = Items.filter(({ Name, Tags }) => Name === fxRates.name && Tags?.[demoTag] === Name);
  for (const { ApiId = '' } of ours) {
    const { Items: stages = [] } = await client.send(new GetStagesCommand({ ApiId }));
    if (stages.length > 0) return { id: ApiId, created: false };
    await client.send(new DeleteApiCommand({ ApiId }));
  }
  return { id: await createHttpApi(client, fxRates, backend), created: true };
};

/**
 * Creates the demo bank's gateways through the SDK, as a bank's own teams would. What is there already stays as it is,
 * also after a migration has moved a base path to another API.
 * @throws RangeError when a backend's address is missing; else the SDK's errors.
 */
export const createGateways = async (input: GatewaysInput): Promise<Estate> => {
  const config = localClientConfig(input.endpoint);
  const client = new APIGatewayClient(config);
  const http = new ApiGatewayV2Client(config);
  const { authorizerArn, authorizerRoleArn } = input;
  const apiIds: Record<string, string> = {};
  const created: string[] = [];
  const enter = (name: string, made: { id: string; created: boolean }): void => {
    apiIds[name] = made.id;
    if (made.created) created.push(name);
  };
  try {
    await ensureDomain(client);
    const { items = [] } = await client.send(new GetBasePathMappingsCommand({ domainName, limit: 500 }));
    const mapped = new Set(items.map(({ basePath = '' }) => basePath));
    for (const definition of restApis) {
      const backend = backendOf(input, definition.name);
      const site = { client, account, region, backend, authorizerArn, authorizerRoleArn };
      enter(definition.name, await ensureRestApi(definition, site, mapped));
    }
    enter(fxRates.name, await ensureHttpApi(http, backendOf(input, fxRates.name)));
  } finally {
    client.destroy();
    http.destroy();
  }
  return { apiIds, created };
};
