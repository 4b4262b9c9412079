import {
  type ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { demoTag, type HttpApiDefinition } from './definition.ts';

/** Creates an HTTP API; its stage comes last. @returns its id. */
export const createHttpApi = async (
  client: ApiGatewayV2Client,
  definition: HttpApiDefinition,
  backend: string,
): Promise<string> => {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({
      Name: definition.name,
      Description: definition.description,
      ProtocolType: 'HTTP',
      Tags: { ...definition.tags, [demoTag]: definition.name },
    }),
  );
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: backend,
      RequestParameters: { 'overwrite:path': '$request.path' },
      PayloadFormatVersion: '1.0',
    }),
  );
  const Target = `integrations/${IntegrationId}`;
  for (const RouteKey of definition.routes)
    await client.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  return ApiId;
};
