import { arrayAt, isObject, type JsonObject, objectAt } from '../json.ts';

/** Methods that API Gateway has for a resource, besides ANY. */
export const gatewayMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

export interface OperationNode {
  readonly path: string;
  /** Lower case, as in the document. */
  readonly method: string;
  readonly operation: JsonObject;
  readonly item: JsonObject;
}

/** Every operation, in the order of the document. */
export const operations = (document: JsonObject): OperationNode[] => {
  const found: OperationNode[] = [];
  for (const [path, item] of Object.entries(objectAt(document, 'paths') ?? {})) {
    if (!isObject(item)) continue;
    for (const method of gatewayMethods) {
      const operation = objectAt(item, method);
      if (operation) found.push({ path, method, operation, item });
    }
  }
  return found;
};

export const parametersOf = (operation: JsonObject): JsonObject[] =>
  arrayAt(operation, 'parameters').filter(isObject);

const one = [
  'items',
  'additionalItems',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
];
const lists = ['allOf', 'anyOf', 'oneOf', 'items', 'prefixItems'];
const maps = ['properties', 'patternProperties', 'dependencies', 'dependentSchemas', '$defs', 'definitions'];

/** Direct subschemas; references are not followed. Names in `properties` are never taken for keywords. */
export const subschemas = (schema: JsonObject): JsonObject[] => [
  ...one.map((key) => schema[key]).filter(isObject),
  ...lists.flatMap((key) => arrayAt(schema, key)).filter(isObject),
  ...maps.flatMap((key) => Object.values(objectAt(schema, key) ?? {})).filter(isObject),
];

/** A schema and everything below it, each node once, parents first. */
export const schemaTree = (root: JsonObject): JsonObject[] => {
  const seen = new Set<JsonObject>();
  const visit = (schema: JsonObject): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    subschemas(schema).forEach(visit);
  };
  visit(root);
  return [...seen];
};

export const namedSchemas = (document: JsonObject): JsonObject =>
  objectAt(objectAt(document, 'components'), 'schemas') ?? {};

/** Schemas of request bodies, by media type object. */
export const bodySchemas = (
  document: JsonObject,
): { readonly media: JsonObject; readonly schema: JsonObject }[] =>
  operations(document)
    .flatMap(({ operation }) => Object.values(objectAt(objectAt(operation, 'requestBody'), 'content') ?? {}))
    .filter(isObject)
    .flatMap((media) => {
      const schema = objectAt(media, 'schema');
      return schema ? [{ media, schema }] : [];
    });

/** Every schema node that a request can meet: models and bodies, each once. */
export const requestSchemas = (document: JsonObject): JsonObject[] => {
  const roots = [
    ...Object.values(namedSchemas(document)).filter(isObject),
    ...bodySchemas(document).map(({ schema }) => schema),
  ];
  return [...new Set(roots.flatMap(schemaTree))];
};

export const schemaPrefix = '#/components/schemas/';
