import { type APIGatewayClient, UpdateMethodCommand } from '@aws-sdk/client-api-gateway';
import type { RequestModel } from '../../core/migration/ports.ts';
import type { retrying } from './retrying.ts';
import { allResources } from './writer-lists.ts';

/** Sets `$default` of the methods' request models where it is not set yet. */
export const setDefaultModels = async (
  client: APIGatewayClient,
  restApiId: string,
  models: readonly RequestModel[],
  retry: typeof retrying,
): Promise<void> => {
  if (!models.length) return;
  const resources = new Map(
    (await allResources(client, restApiId, retry)).map((resource) => [resource.path, resource]),
  );
  // One after the other: API Gateway refuses parallel changes of one API.
  for (const { path, method, model } of models) {
    const resource = resources.get(path);
    if (!resource?.id) throw new Error(`${restApiId} has no resource ${path}.`);
    const current = resource.resourceMethods?.[method]?.requestModels?.$default;
    if (current === model) continue;
    const patch = {
      op: current === undefined ? ('add' as const) : ('replace' as const),
      path: '/requestModels/$default',
      value: model,
    };
    await retry(() =>
      client.send(
        new UpdateMethodCommand({
          restApiId,
          resourceId: resource.id,
          httpMethod: method,
          patchOperations: [patch],
        }),
      ),
    );
  }
};
