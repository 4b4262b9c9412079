import {
  apiPath,
  ensureResources,
  type Json,
  replaceFields,
  resourcePaths,
  setMethods,
} from '../rest-api/definition.ts';
import type { RootClient } from '../root-client.ts';
import type { PlannedMethod } from './operation.ts';
import type { ImportPlan } from './plan.ts';

export type PutMode = 'merge' | 'overwrite';

/** Makes the named things of a kind as planned, keeping the ids of those that are there; answers name → id. */
const putByName = async (
  root: RootClient,
  path: string,
  planned: readonly Json[],
  mode: PutMode,
): Promise<Map<string, string>> => {
  // A model is addressed by its name, the rest by id; the emulator's CreateModel replaces.
  const isModels = path.endsWith('/models');
  const existing = new Map((await root.list(path)).map((item) => [String(item.name), String(item.id)]));
  const ids = new Map<string, string>(mode === 'merge' ? existing : []);
  for (const item of planned) {
    const name = String(item.name);
    const old = existing.get(name);
    const made =
      old && !isModels
        ? await replaceFields(root, `${path}/${old}`, item)
        : await root.call('POST', path, item);
    existing.delete(name);
    ids.set(name, String(made.id));
  }
  if (mode === 'overwrite')
    for (const [name, id] of existing) await root.ask('DELETE', `${path}/${isModels ? name : id}`);
  return ids;
};

const putGatewayResponses = async (
  root: RootClient,
  path: string,
  planned: readonly Json[],
  mode: PutMode,
) => {
  const wanted = new Set(planned.map(({ responseType }) => responseType));
  if (mode === 'overwrite') {
    const { item } = await root.call('GET', path);
    for (const { responseType, defaultResponse } of (item ?? []) as Json[])
      if (!defaultResponse && !wanted.has(responseType)) await root.ask('DELETE', `${path}/${responseType}`);
  }
  for (const { responseType, ...response } of planned)
    await root.call('PUT', `${path}/${responseType}`, response);
};

const withIds = (
  planned: PlannedMethod,
  authorizers: ReadonlyMap<string, string>,
  validators: ReadonlyMap<string, string>,
): Json => ({
  ...planned.method,
  ...(planned.authorizerName ? { authorizerId: authorizers.get(planned.authorizerName) } : {}),
  ...(planned.validatorName ? { requestValidatorId: validators.get(planned.validatorName) } : {}),
});

const apiFields = async (root: RootClient, apiId: string, plan: ImportPlan, mode: PutMode): Promise<Json> => {
  const { binaryMediaTypes, ...fields } = plan.api;
  const old = (await root.call('GET', apiPath(apiId))).binaryMediaTypes as string[] | undefined;
  const types = (binaryMediaTypes ?? []) as string[];
  // Recorded on AWS: a merge unites the binary media types, an overwrite replaces them.
  const united = mode === 'overwrite' ? types : [...new Set([...(old ?? []), ...types])];
  // The import resets a policy that the document does not have (reported for AWS; see `overwrite`).
  return {
    ...fields,
    binaryMediaTypes: united,
    ...(mode === 'overwrite' ? { policy: fields.policy ?? null } : {}),
  };
};

/**
 * Makes a REST API's working copy what the plan says. `overwrite` removes everything that is not in it, `merge`
 * keeps what does not conflict, method by method (API Gateway developer guide, "Update an existing API").
 * @throws UpstreamRefused
 */
export const applyImport = async (
  root: RootClient,
  apiId: string,
  plan: ImportPlan,
  mode: PutMode,
): Promise<void> => {
  const path = apiPath(apiId);
  const authorizers = await putByName(root, `${path}/authorizers`, plan.authorizers, mode);
  const validators = await putByName(root, `${path}/requestvalidators`, plan.validators, mode);
  await putByName(root, `${path}/models`, plan.models, mode);
  await putGatewayResponses(root, `${path}/gatewayresponses`, plan.gatewayResponses, mode);

  const existing = await root.list(`${path}/resources?embed=methods`);
  const wanted = new Set(['/', ...resourcePaths(plan.methods.keys())]);
  const ids = await ensureResources(root, apiId, plan.methods.keys());
  for (const resource of existing) {
    if (mode === 'overwrite' && !wanted.has(String(resource.path)))
      await root.ask('DELETE', `${path}/resources/${resource.id}`);
  }
  const methodsNow = new Map(
    existing.map((item) => [String(item.path), (item.resourceMethods ?? {}) as Record<string, Json>]),
  );
  for (const [resource, id] of ids) {
    if (mode === 'overwrite' && !wanted.has(resource)) continue;
    const kept = mode === 'merge' ? Object.entries(methodsNow.get(resource) ?? {}) : [];
    const planned = [...(plan.methods.get(resource) ?? [])];
    await setMethods(
      root,
      apiId,
      id,
      Object.fromEntries([
        ...kept,
        ...planned.map(([verb, method]) => [verb, withIds(method, authorizers, validators)]),
      ]),
    );
  }
  await replaceFields(root, path, await apiFields(root, apiId, plan, mode));
};
