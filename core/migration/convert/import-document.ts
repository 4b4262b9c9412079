import { arrayAt, isObject, type JsonObject, objectAt } from '../json.ts';
import { namedSchemas } from './walk.ts';

/** Valid in a draft-04 model, not in an OpenAPI 3.0 document, or documented as not supported by imports. */
const exactOnly = new Set([
  'patternProperties',
  'dependencies',
  'additionalItems',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

const importable = (schema: JsonObject): JsonObject => {
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (exactOnly.has(key)) continue;
    if (key === 'type') {
      const types = (Array.isArray(value) ? value : [value]).filter((type) => type !== 'null');
      if (types.length === 1) copy.type = types[0];
    } else if (key === 'enum') {
      const values = arrayAt(schema, 'enum').filter((entry) => entry !== null);
      if (values.length) copy.enum = values;
    } else if (key === 'items') copy.items = isObject(value) ? importable(value) : {};
    else if (key === 'properties' && isObject(value))
      copy.properties = Object.fromEntries(
        Object.entries(value).map(([name, child]) => [name, isObject(child) ? importable(child) : {}]),
      );
    else if (Array.isArray(value) && ['allOf', 'anyOf', 'oneOf'].includes(key))
      copy[key] = value.filter(isObject).map(importable);
    else if (isObject(value)) copy[key] = importable(value);
    else copy[key] = value;
  }
  if (copy.type === 'array') copy.items ??= {};
  return copy;
};

/** The document to import: OpenAPI 3.0.1 whose models say what an import keeps of the exact ones. */
export const importDocument = (document: JsonObject): JsonObject => {
  const schemas = Object.fromEntries(
    Object.entries(namedSchemas(document)).map(([name, model]) => [
      name,
      isObject(model) ? importable(model) : {},
    ]),
  );
  return { ...document, components: { ...objectAt(document, 'components'), schemas } };
};
