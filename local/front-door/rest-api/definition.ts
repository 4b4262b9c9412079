import type { RootClient } from '../root-client.ts';

export type Json = Record<string, unknown>;

/** One resource and its methods, in the shape of `GetResources(embed=methods)`. */
export interface ResourceDefinition {
  readonly path: string;
  readonly methods: Readonly<Record<string, Json>>;
}

/** A REST API without its stages: all that a deployment freezes. Shapes as the API Gateway reference has them. */
export interface Definition {
  readonly api: Json;
  readonly resources: readonly ResourceDefinition[];
  readonly models: readonly Json[];
  readonly authorizers: readonly Json[];
  readonly validators: readonly Json[];
  /** Customized ones only. */
  readonly gatewayResponses: readonly Json[];
}

export const apiPath = (apiId: string): string => `/restapis/${encodeURIComponent(apiId)}`;

/** Reads the working copy. @throws UpstreamRefused */
export const readDefinition = async (root: RootClient, apiId: string): Promise<Definition> => {
  const path = apiPath(apiId);
  const [api, resources, models, authorizers, validators, responses] = await Promise.all([
    root.call('GET', path),
    root.list(`${path}/resources?embed=methods`),
    root.list(`${path}/models`),
    root.list(`${path}/authorizers`),
    root.list(`${path}/requestvalidators`),
    root.call('GET', `${path}/gatewayresponses`),
  ]);
  return {
    api,
    resources: resources.map((resource) => ({
      path: String(resource.path),
      methods: (resource.resourceMethods ?? {}) as Record<string, Json>,
    })),
    models,
    authorizers,
    validators,
    gatewayResponses: ((responses.item ?? []) as Json[]).filter(({ defaultResponse }) => !defaultResponse),
  };
};

/** Parents before children, so that each can be created under the last. */
const byDepth = (one: string, other: string): number =>
  one.split('/').length - other.split('/').length || one.localeCompare(other);

/** Each prefix of the paths that is a resource of its own: `/a/b` needs `/a`. The root is left out. */
export const resourcePaths = (paths: Iterable<string>): string[] => {
  const all = new Set<string>();
  for (const path of paths) {
    const segments = path.split('/').filter(Boolean);
    for (let depth = 1; depth <= segments.length; depth += 1)
      all.add(`/${segments.slice(0, depth).join('/')}`);
  }
  return [...all].sort(byDepth);
};

/** Creates what is missing of these resources; answers the ids of all, the root included. @throws UpstreamRefused */
export const ensureResources = async (
  root: RootClient,
  apiId: string,
  paths: Iterable<string>,
): Promise<Map<string, string>> => {
  const path = `${apiPath(apiId)}/resources`;
  const ids = new Map((await root.list(path)).map((item) => [String(item.path), String(item.id)]));
  for (const wanted of resourcePaths(paths)) {
    if (ids.has(wanted)) continue;
    const cut = wanted.lastIndexOf('/');
    const parent = ids.get(cut === 0 ? '/' : wanted.slice(0, cut));
    const created = await root.call('POST', `${path}/${parent}`, { pathPart: wanted.slice(cut + 1) });
    ids.set(wanted, String(created.id));
  }
  return ids;
};

/** Replaces top-level fields of something that the emulator keeps, whatever their type. @throws UpstreamRefused */
export const replaceFields = async (root: RootClient, path: string, fields: Json): Promise<Json> =>
  root.call('PATCH', path, {
    patchOperations: Object.entries(fields).map(([name, value]) => ({
      op: 'replace',
      path: `/${name}`,
      value,
    })),
  });

/** Sets all methods of a resource at once. @throws UpstreamRefused */
export const setMethods = (
  root: RootClient,
  apiId: string,
  resourceId: string,
  methods: Readonly<Record<string, Json>>,
): Promise<Json> =>
  replaceFields(root, `${apiPath(apiId)}/resources/${resourceId}`, { resourceMethods: methods });

/** Models refer to each other by an address that holds the API's id. */
export const modelAddress = (apiId: string, name: string): string =>
  `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;
