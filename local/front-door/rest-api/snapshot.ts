import type { RootClient } from '../root-client.ts';
import {
  apiPath,
  type Definition,
  ensureResources,
  type Json,
  readDefinition,
  setMethods,
} from './definition.ts';

/**
 * The emulator serves the working copy, whatever was deployed. So a deployment is frozen as an API of its own,
 * which the data plane is led to. Its id cannot be one of the emulator's (eight hexadecimal digits), so it is
 * told from a real API at sight.
 */
export const snapshotId = (apiId: string, deploymentId: string): string => `${apiId}-${deploymentId}`;
export const isSnapshot = (apiId: unknown): boolean => String(apiId).includes('-');

const renamed = (text: unknown, from: string, to: string): string =>
  (typeof text === 'string' ? text : JSON.stringify(text ?? '')).replaceAll(from, to);

/** The policy with the snapshot's id where it names the API. GetRestApi answers it escaped once more, as AWS does. */
export const policyOf = (api: Json): string | undefined => {
  if (typeof api.policy !== 'string' || api.policy === '') return undefined;
  try {
    return JSON.parse(`"${api.policy}"`) as string;
  } catch {
    return api.policy;
  }
};

const createApi = async (root: RootClient, id: string, { api }: Definition): Promise<void> => {
  const apiId = String(api.id);
  const policy = policyOf(api);
  await root.call('POST', '/restapis', {
    name: `${api.name} (deployed)`,
    binaryMediaTypes: api.binaryMediaTypes,
    apiKeySource: api.apiKeySource,
    ...(policy ? { policy: renamed(policy, apiId, id) } : {}),
    tags: { 'ms-custom-id': id },
  });
};

const withoutId = ({ id: _, ...rest }: Json): Json => rest;

/** Copies a kind of thing whose ids the emulator chooses; answers old id → new id. */
const copied = async (
  root: RootClient,
  path: string,
  items: readonly Json[],
): Promise<Map<unknown, unknown>> => {
  const ids = new Map<unknown, unknown>();
  for (const item of items) ids.set(item.id, (await root.call('POST', path, withoutId(item))).id);
  return ids;
};

/** Freezes the working copy as this deployment. @throws UpstreamRefused */
export const takeSnapshot = async (root: RootClient, apiId: string, deploymentId: string): Promise<void> => {
  const definition = await readDefinition(root, apiId);
  const id = snapshotId(apiId, deploymentId);
  const path = apiPath(id);
  await createApi(root, id, definition);
  const authorizers = await copied(root, `${path}/authorizers`, definition.authorizers);
  const validators = await copied(root, `${path}/requestvalidators`, definition.validators);
  for (const model of definition.models)
    await root.call('POST', `${path}/models`, {
      ...withoutId(model),
      schema: renamed(model.schema, `/restapis/${apiId}/`, `/restapis/${id}/`),
    });
  for (const { responseType, defaultResponse: _, ...response } of definition.gatewayResponses)
    await root.call('PUT', `${path}/gatewayresponses/${responseType}`, response);

  const ids = await ensureResources(
    root,
    id,
    definition.resources.map((resource) => resource.path),
  );
  for (const { path: resource, methods } of definition.resources) {
    const entries = Object.entries(methods).map(([verb, method]) => [
      verb,
      {
        ...method,
        authorizerId: authorizers.get(method.authorizerId) ?? method.authorizerId,
        requestValidatorId: validators.get(method.requestValidatorId) ?? method.requestValidatorId,
      },
    ]);
    if (entries.length > 0) await setMethods(root, id, ids.get(resource) ?? '', Object.fromEntries(entries));
  }
};

/** Why AWS would not deploy the working copy; `undefined` when it would. */
export const undeployable = async (root: RootClient, apiId: string): Promise<string | undefined> => {
  const resources = await root.list(`${apiPath(apiId)}/resources?embed=methods`);
  const methods = resources.flatMap(({ resourceMethods }) =>
    Object.values((resourceMethods ?? {}) as Json),
  ) as Json[];
  if (methods.length === 0) return "The REST API doesn't contain any methods";
  return methods.every(({ methodIntegration }) => methodIntegration)
    ? undefined
    : 'No integration defined for method';
};

/** Path → verb → what `GetDeployment(embed=apisummary)` tells; `undefined` for a deployment without a snapshot. */
export const apiSummary = async (
  root: RootClient,
  apiId: string,
  deploymentId: string,
): Promise<Json | undefined> => {
  const target = `${apiPath(snapshotId(apiId, deploymentId))}/resources?embed=methods&limit=500`;
  const { status, value } = await root.ask('GET', target);
  if (status !== 200) return undefined;
  const summary: Record<string, Json> = {};
  for (const { path, resourceMethods } of (value.item ?? []) as Json[]) {
    const methods = Object.entries((resourceMethods ?? {}) as Record<string, Json>);
    if (methods.length === 0) continue;
    summary[String(path)] = Object.fromEntries(
      methods.map(([verb, method]) => [
        verb,
        { authorizationType: method.authorizationType, apiKeyRequired: method.apiKeyRequired === true },
      ]),
    );
  }
  return summary;
};

export const dropSnapshot = (root: RootClient, apiId: string, deploymentId: string): Promise<unknown> =>
  root.ask('DELETE', apiPath(snapshotId(apiId, deploymentId)));

/** Gives the snapshot that a stage serves the stage's name, variables and throttles, which AWS applies at once. */
export const syncStage = async (root: RootClient, apiId: string, stageName: string): Promise<void> => {
  const { status, value: stage } = await root.ask(
    'GET',
    `${apiPath(apiId)}/stages/${encodeURIComponent(stageName)}`,
  );
  if (status !== 200) return;
  await root.ask('POST', `${apiPath(snapshotId(apiId, String(stage.deploymentId)))}/stages`, {
    stageName,
    variables: stage.variables,
    methodSettings: stage.methodSettings,
  });
};
