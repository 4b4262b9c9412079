import {
  type APIGatewayClient,
  CreateResourceCommand,
  GetResourcesCommand,
} from '@aws-sdk/client-api-gateway';

/** Creates the resources on the way to each path. @returns path → resource id. */
export const createResources = async (
  client: APIGatewayClient,
  restApiId: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  const ids = new Map(items.map(({ path = '/', id = '' }) => [path, id]));
  for (const path of paths) {
    let parent = '/';
    for (const pathPart of path.split('/').filter(Boolean)) {
      const own: string = parent === '/' ? `/${pathPart}` : `${parent}/${pathPart}`;
      if (!ids.has(own)) {
        const parentId = ids.get(parent) ?? '';
        const { id = '' } = await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }));
        ids.set(own, id);
      }
      parent = own;
    }
  }
  return ids;
};
