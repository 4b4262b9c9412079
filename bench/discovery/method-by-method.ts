import {
  APIGatewayClient,
  type APIGatewayClientConfig,
  GetAuthorizersCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
} from '@aws-sdk/client-api-gateway';
import { restPages } from '../../aws/api-gateway/pages.ts';

/**
 * The calls that a scanner makes which asks for each method by itself, written by us from what Prowler documents of its
 * API Gateway service. What it keeps is not judged: only its calls are counted.
 */
export const methodByMethod = async (config: APIGatewayClientConfig): Promise<void> => {
  const client = new APIGatewayClient(config);
  const apis = await restPages((page) => client.send(new GetRestApisCommand(page)));
  for (const { id: restApiId = '' } of apis) {
    await client.send(new GetAuthorizersCommand({ restApiId }));
    await client.send(new GetRestApiCommand({ restApiId }));
    await client.send(new GetStagesCommand({ restApiId }));
    const resources = await restPages((page) => client.send(new GetResourcesCommand({ restApiId, ...page })));
    for (const { id: resourceId = '', resourceMethods = {} } of resources)
      for (const httpMethod of Object.keys(resourceMethods))
        await client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod }));
  }
};
