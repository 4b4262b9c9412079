import {
  type APIGatewayClient,
  type Deployment,
  GetDeploymentsCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  type Model,
  type Resource,
  type RestApi,
} from '@aws-sdk/client-api-gateway';
import { allPages } from './pages.ts';
import type { retrying } from './retrying.ts';

interface Answer<Item> {
  readonly items?: Item[] | undefined;
  readonly position?: string | undefined;
}

/** Items of one page at most, Amazon API Gateway API reference. */
const limit = 500;

const all = <Item>(
  read: (page: { limit: number; position?: string }) => Promise<Answer<Item>>,
  retry: typeof retrying,
): Promise<Item[]> =>
  allPages(async (token) => {
    const { items, position } = await retry(() =>
      read(token === undefined ? { limit } : { limit, position: token }),
    );
    return { items, next: position };
  });

export const allRestApis = (client: APIGatewayClient, retry: typeof retrying): Promise<RestApi[]> =>
  all((page) => client.send(new GetRestApisCommand(page)), retry);

export const allModels = (
  client: APIGatewayClient,
  restApiId: string,
  retry: typeof retrying,
): Promise<Model[]> => all((page) => client.send(new GetModelsCommand({ restApiId, ...page })), retry);

export const allDeployments = (
  client: APIGatewayClient,
  restApiId: string,
  retry: typeof retrying,
): Promise<Deployment[]> =>
  all((page) => client.send(new GetDeploymentsCommand({ restApiId, ...page })), retry);

export const allResources = (
  client: APIGatewayClient,
  restApiId: string,
  retry: typeof retrying,
): Promise<Resource[]> =>
  all((page) => client.send(new GetResourcesCommand({ restApiId, embed: ['methods'], ...page })), retry);
