import { isObject, type JsonObject, objectAt } from '../json.ts';
import type { ConversionLog } from './report.ts';
import { gatewayMethods, parametersOf } from './walk.ts';

/** Name of the variable when the segment is one whole variable; a `+` marks a greedy one. */
export const variableOf = (segment: string): string | undefined => /^\{([^{}]+)\}$/.exec(segment)?.[1];

export const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

const renameParameters = (item: JsonObject, names: ReadonlyMap<string, string>): void => {
  for (const method of gatewayMethods) {
    for (const parameter of parametersOf(objectAt(item, method) ?? {})) {
      const name = parameter.in === 'path' ? names.get(String(parameter.name)) : undefined;
      if (name !== undefined) parameter.name = name;
    }
  }
};

export interface PathChange {
  readonly path: string;
  /** Old variable name → new. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Moves path items to new paths. Two that meet are merged when their methods differ; the same method twice blocks:
 * the gateway could not tell which one is meant.
 */
export const movePaths = (
  document: JsonObject,
  rule: string,
  moved: (path: string) => PathChange,
  log: ConversionLog,
): void => {
  const paths = objectAt(document, 'paths') ?? {};
  const after: JsonObject = {};
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue;
    const change = moved(path);
    const pointer = log.pointer(item);
    if (change.path !== path) log.changed(rule, pointer, path, change.path);
    renameParameters(item, change.names);
    const there = objectAt(after, change.path);
    if (!there) {
      after[change.path] = item;
      continue;
    }
    for (const method of gatewayMethods) {
      if (!isObject(item[method])) continue;
      if (there[method])
        log.block(
          rule,
          pointer,
          `${method.toUpperCase()} ${path} and another operation would become the same route ${change.path}. Rename one of them.`,
        );
      else there[method] = item[method];
    }
  }
  document.paths = after;
};
