import { arrayAt, isObject, type JsonObject, objectAt } from '../json.ts';
import type { ConversionLog } from './report.ts';
import type { Transformation } from './transformation.ts';
import { bodySchemas, namedSchemas, schemaTree } from './walk.ts';

/** Keywords of JSON Schema 2020-12 that draft 04 cannot say. */
const inexpressible = [
  'if',
  'then',
  'else',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
];

/** Keywords that beside a `$ref` constrain something. */
const annotation = new Set([
  '$ref',
  'description',
  'title',
  'summary',
  'deprecated',
  'example',
  'examples',
  'default',
  '$comment',
  'readOnly',
  'writeOnly',
]);

const booleanSchema = (value: boolean): JsonObject => (value ? {} : { not: {} });

/** JSON Schema lets `true` and `false` stand for schemas; draft 04 does not. */
const withoutBooleans = (schema: JsonObject): void => {
  for (const key of ['properties', 'patternProperties', '$defs', 'definitions']) {
    const map = objectAt(schema, key);
    if (map)
      for (const [name, value] of Object.entries(map))
        if (typeof value === 'boolean') map[name] = booleanSchema(value);
  }
  for (const key of ['items', 'not']) {
    if (typeof schema[key] === 'boolean') schema[key] = booleanSchema(schema[key]);
  }
  for (const key of ['allOf', 'anyOf', 'oneOf', 'prefixItems']) {
    if (Array.isArray(schema[key]))
      schema[key] = arrayAt(schema, key).map((value) =>
        typeof value === 'boolean' ? booleanSchema(value) : value,
      );
  }
};

const exclusiveBound = (
  schema: JsonObject,
  exclusive: string,
  bound: string,
  tighter: (a: number, b: number) => number,
): void => {
  const value = schema[exclusive];
  if (typeof value !== 'number') return;
  const inclusive = schema[bound];
  if (typeof inclusive === 'number' && inclusive !== value && tighter(inclusive, value) === inclusive) {
    delete schema[exclusive];
    return;
  }
  schema[bound] = value;
  schema[exclusive] = true;
};

const downgrade = (schema: JsonObject, modern: boolean, log: ConversionLog): void => {
  withoutBooleans(schema);
  if ('const' in schema) {
    schema.enum = [schema.const];
    delete schema.const;
    log.changed('S01', log.pointer(schema, 'const'), 'const', 'enum');
  }
  for (const key of ['exclusiveMinimum', 'exclusiveMaximum']) {
    if (typeof schema[key] === 'number')
      log.changed('S01', log.pointer(schema, key), schema[key], `${key}: true`);
  }
  exclusiveBound(schema, 'exclusiveMinimum', 'minimum', Math.max);
  exclusiveBound(schema, 'exclusiveMaximum', 'maximum', Math.min);
  if (Array.isArray(schema.prefixItems)) {
    log.changed('S01', log.pointer(schema, 'prefixItems'), 'prefixItems', 'items');
    if (isObject(schema.items)) schema.additionalItems = schema.items;
    schema.items = schema.prefixItems;
    delete schema.prefixItems;
  }
  const dependencies = { ...objectAt(schema, 'dependentRequired'), ...objectAt(schema, 'dependentSchemas') };
  if (Object.keys(dependencies).length) {
    log.changed('S01', log.pointer(schema), 'dependentRequired/dependentSchemas', 'dependencies');
    schema.dependencies = dependencies;
    delete schema.dependentRequired;
    delete schema.dependentSchemas;
  }
  for (const key of inexpressible) {
    if (!(key in schema)) continue;
    log.gap('S01', log.pointer(schema, key), {
      constraint: key,
      risk: 'JSON schema draft 4 has no such keyword: this condition is not validated.',
      enforceAt: 'backend',
    });
    delete schema[key];
  }
  const beside = Object.keys(schema).filter((key) => !annotation.has(key) && !key.startsWith('x-'));
  if (modern && typeof schema.$ref === 'string' && beside.length) {
    const rest: JsonObject = {};
    for (const key of beside) {
      rest[key] = schema[key];
      delete schema[key];
    }
    log.copied(rest, schema);
    log.changed('S01', log.pointer(schema, '$ref'), '$ref with siblings', 'allOf');
    schema.allOf = [log.copied({ $ref: schema.$ref }, schema), rest];
    delete schema.$ref;
  }
  if (typeof schema.$ref === 'string' && Object.keys(schema).length > 1) {
    // OpenAPI 3.0: whatever stands beside a reference is ignored.
    const ignored = Object.keys(schema).filter((key) => key !== '$ref');
    for (const key of ignored) delete schema[key];
    log.changed('S01', log.pointer(schema), ignored.join(' '), 'ignored beside $ref');
  }
};

/** Makes the document OpenAPI 3.0.1 and its schemas draft 04 in what 3.1 spells otherwise. */
export const version: Transformation = {
  id: 'S01',
  title: 'OpenAPI 3.1 and later 3.0 made 3.0.1',
  because: 'API Gateway reads Swagger 2.0 and OpenAPI 3.0 and refuses 3.1 without saying why.',
  apply: (document, log) => {
    const modern = String(document.openapi).startsWith('3.1');
    const roots = [
      ...Object.values(namedSchemas(document)).filter(isObject),
      ...bodySchemas(document).map(({ schema }) => schema),
    ];
    for (const schema of new Set(roots.flatMap(schemaTree))) downgrade(schema, modern, log);
    if (document.openapi !== '3.0.1') log.changed('S01', '/openapi', document.openapi, '3.0.1');
    document.openapi = '3.0.1';
  },
};
