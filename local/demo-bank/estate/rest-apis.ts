import {
  APIGatewayClient,
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateRestApiCommand,
  CreateUsagePlanCommand,
  DeleteRestApiCommand,
  GetBasePathMappingsCommand,
  GetDomainNamesCommand,
  GetRestApisCommand,
  PutRestApiCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { demoTag } from '../gateways/definition.ts';
import type { RestApi } from './definition.ts';
import { type Site, siteConfig, using } from './site.ts';

const integration = (site: Site, api: RestApi, functions: ReadonlyMap<string, string>) => {
  const arn = api.function && functions.get(api.function);
  if (!arn) return { type: 'mock', requestTemplates: { 'application/json': '{"statusCode": 200}' } };
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: `arn:aws:apigateway:${site.region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
  };
};

/** The import document of an API: its operations, every one with the same integration. */
const documentOf = (site: Site, api: RestApi, functions: ReadonlyMap<string, string>) => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of api.operations) {
    const [method = '', path = ''] = operation.split(' ');
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        parameters: names.map((name) => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string' },
        })),
        responses: { 200: { description: 'Answer' } },
        'x-amazon-apigateway-integration': integration(site, api, functions),
      },
    };
  }
  return { openapi: '3.0.1', paths };
};

/** What an API is called until it is whole; one that is still called so is left over from a run that was killed. */
const workingTitle = (name: string): string => `${name} (being set up)`;

const create = async (
  client: APIGatewayClient,
  site: Site,
  api: RestApi,
  functions: ReadonlyMap<string, string>,
): Promise<string> => {
  const { id: restApiId = '' } = await client.send(
    new CreateRestApiCommand({
      name: workingTitle(api.name),
      endpointConfiguration: { types: ['REGIONAL'] },
      tags: { ...api.tags, [demoTag]: api.name },
    }),
  );
  const body = { ...documentOf(site, api, functions), info: { title: workingTitle(api.name), version: '1' } };
  await client.send(
    new PutRestApiCommand({ restApiId, mode: 'overwrite', body: Buffer.from(JSON.stringify(body)) }),
  );
  const { stage } = api;
  if (stage) await client.send(new CreateDeploymentCommand({ restApiId, stageName: stage }));
  if (stage && api.usagePlan)
    await client.send(
      new CreateUsagePlanCommand({
        name: api.usagePlan,
        apiStages: [{ apiId: restApiId, stage }],
        quota: { limit: 100_000, period: 'DAY' },
        throttle: { rateLimit: 50, burstLimit: 100 },
      }),
    );
  await client.send(
    new UpdateRestApiCommand({
      restApiId,
      patchOperations: [{ op: 'replace', path: '/name', value: api.name }],
    }),
  );
  return restApiId;
};

const ensureMapping = async (
  client: APIGatewayClient,
  site: Site,
  { domain, stage }: RestApi,
  restApiId: string,
): Promise<void> => {
  if (!domain || !stage) return;
  const { items = [] } = await client.send(new GetDomainNamesCommand({ limit: 500 }));
  if (!items.some(({ domainName }) => domainName === domain.name))
    await client.send(
      new CreateDomainNameCommand({
        domainName: domain.name,
        regionalCertificateArn: `arn:aws:acm:${site.region}:${site.account}:certificate/5d1f0a42-3c77-4be0-9a51-6b1e0c9d2f10`,
        endpointConfiguration: { types: ['REGIONAL'] },
        securityPolicy: 'TLS_1_2',
      }),
    );
  const mappings = await client.send(new GetBasePathMappingsCommand({ domainName: domain.name }));
  if ((mappings.items ?? []).some(({ basePath }) => basePath === domain.basePath)) return;
  await client.send(
    new CreateBasePathMappingCommand({
      domainName: domain.name,
      basePath: domain.basePath,
      restApiId,
      stage,
    }),
  );
};

/** Creates what is not there. @returns name → id */
export const ensureRestApis = (
  site: Site,
  definitions: readonly RestApi[],
  functions: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> =>
  using(new APIGatewayClient(siteConfig(site)), async (client) => {
    const { items = [] } = await client.send(new GetRestApisCommand({ limit: 500 }));
    const there = new Map(items.map(({ id = '', name = '' }) => [name, id]));
    const ids = new Map<string, string>();
    for (const api of definitions) {
      const leftOver = there.get(workingTitle(api.name));
      if (leftOver) await client.send(new DeleteRestApiCommand({ restApiId: leftOver }));
      const id = there.get(api.name) ?? (await create(client, site, api, functions));
      await ensureMapping(client, site, api, id);
      ids.set(api.name, id);
    }
    return ids;
  });
