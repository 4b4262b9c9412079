import type { Json } from './definition.ts';

const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** A RestApi as AWS answers it: booleans stay booleans after an update. */
export const apiView = (api: Json): Json => ({
  ...api,
  disableExecuteApiEndpoint: isTrue(api.disableExecuteApiEndpoint),
});

/** `/pets/GET` → `~1pets/GET`: AWS keys a stage's method settings by JSON pointers. */
const settingKey = (key: string): string => {
  const cut = key.lastIndexOf('/');
  return `${key.slice(0, cut).replaceAll('~', '~0').replaceAll('/', '~1')}/${key.slice(cut + 1)}`;
};

/** A Stage as AWS answers it: no empty access-log settings, method settings keyed as in the reference. */
export const stageView = (stage: Json): Json => {
  const { accessLogSettings, methodSettings, ...rest } = stage;
  const settings = Object.entries((methodSettings ?? {}) as Json);
  return {
    ...rest,
    ...(Object.keys((accessLogSettings ?? {}) as Json).length > 0 ? { accessLogSettings } : {}),
    methodSettings: Object.fromEntries(settings.map(([key, value]) => [settingKey(key), value])),
  };
};

/** A Resource as AWS answers it: what its methods are is told only when asked for with `embed=methods`. */
export const resourceView = (resource: Json, embedsMethods: boolean): Json => {
  const { resourceMethods, parentId, ...rest } = resource;
  const methods = Object.entries((resourceMethods ?? {}) as Json);
  return {
    ...rest,
    ...(parentId ? { parentId } : {}),
    ...(methods.length > 0
      ? {
          resourceMethods: embedsMethods
            ? resourceMethods
            : Object.fromEntries(methods.map(([verb]) => [verb, {}])),
        }
      : {}),
  };
};
