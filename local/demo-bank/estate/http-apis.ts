import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  GetApisCommand,
} from '@aws-sdk/client-apigatewayv2';
import { demoTag } from '../gateways/definition.ts';
import type { HttpApi } from './definition.ts';
import { type Site, siteConfig, using } from './site.ts';

const create = async (client: ApiGatewayV2Client, api: HttpApi): Promise<string> => {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({
      Name: api.name,
      ProtocolType: api.protocol,
      ...(api.protocol === 'WEBSOCKET' ? { RouteSelectionExpression: '$request.body.action' } : {}),
      Tags: { ...api.tags, [demoTag]: api.name },
    }),
  );
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `https://${api.name}.internal.demo-bank.test`,
      PayloadFormatVersion: '1.0',
    }),
  );
  for (const RouteKey of api.routes)
    await client.send(new CreateRouteCommand({ ApiId, RouteKey, Target: `integrations/${IntegrationId}` }));
  await client.send(new CreateStageCommand({ ApiId, StageName: api.stage, AutoDeploy: true }));
  return ApiId;
};

/** Creates what is not there. @returns name → id */
export const ensureHttpApis = (
  site: Site,
  definitions: readonly HttpApi[],
): Promise<ReadonlyMap<string, string>> =>
  using(new ApiGatewayV2Client(siteConfig(site)), async (client) => {
    const { Items = [] } = await client.send(new GetApisCommand({}));
    const ids = new Map(
      Items.flatMap(({ ApiId = '', Name = '', Tags }) => (Tags?.[demoTag] ? [[Name, ApiId] as const] : [])),
    );
    for (const api of definitions) if (!ids.has(api.name)) ids.set(api.name, await create(client, api));
    return ids;
  });
