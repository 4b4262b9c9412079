import { isObject, type JsonObject, objectAt, sha256, unescapeToken } from '../json.ts';
import { resolveLocal } from './s02-references.ts';
import type { Transformation } from './transformation.ts';
import { bodySchemas, schemaPrefix, schemaTree } from './walk.ts';

/** Name of the model that a reference means, undefined when it points into the inside of something. */
export const modelOf = (reference: unknown): string | undefined => {
  if (typeof reference !== 'string' || !reference.startsWith(schemaPrefix)) return undefined;
  const token = reference.slice(schemaPrefix.length);
  if (token.includes('/')) return undefined;
  try {
    return unescapeToken(decodeURIComponent(token));
  } catch {
    return undefined;
  }
};

/** `document.components.schemas`, made when absent. */
export const modelsOf = (document: JsonObject): JsonObject => {
  document.components = objectAt(document, 'components') ?? {};
  const components = document.components as JsonObject;
  components.schemas = objectAt(components, 'schemas') ?? {};
  return components.schemas as JsonObject;
};

/** Every schema a request can meet, references followed, starting at the bodies. */
export const reachableSchemas = (document: JsonObject): Set<JsonObject> => {
  const seen = new Set<JsonObject>();
  const queue = bodySchemas(document).map(({ schema }) => schema);
  for (let schema = queue.pop(); schema; schema = queue.pop()) {
    for (const node of schemaTree(schema)) {
      if (seen.has(node)) continue;
      seen.add(node);
      const target = typeof node.$ref === 'string' ? resolveLocal(document, node.$ref) : undefined;
      if (isObject(target) && !seen.has(target)) queue.push(target);
    }
  }
  return seen;
};

/** Gives the target of a reference into a schema's inside a name of its own. */
export const deepReferences: Transformation = {
  id: 'S03',
  title: 'References into a schema’s inside made models',
  because: 'A reference can only name a model; one into its inside loses the model.',
  apply: (document, log) => {
    const models = modelsOf(document);
    for (const node of reachableSchemas(document)) {
      const reference = node.$ref;
      if (typeof reference !== 'string' || !reference.startsWith('#') || modelOf(reference) !== undefined)
        continue;
      const target = resolveLocal(document, reference);
      if (!isObject(target)) continue;
      const name = `H${sha256(reference).slice(0, 8)}`;
      models[name] ??= target;
      log.changed('S03', log.pointer(node, '$ref'), reference, schemaPrefix + name);
      node.$ref = schemaPrefix + name;
    }
  },
};
