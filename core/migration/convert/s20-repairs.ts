import { isObject, type JsonObject } from '../json.ts';
import type { ConversionLog } from './report.ts';
import type { Transformation } from './transformation.ts';
import { requestSchemas } from './walk.ts';

const types = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);
const counts = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const numbers = ['minimum', 'maximum', 'multipleOf'];
const flags = ['exclusiveMinimum', 'exclusiveMaximum', 'uniqueItems'];
const lists = ['allOf', 'anyOf', 'oneOf'];
const maps = ['properties', 'patternProperties', 'dependencies'];

/** Longer expressions are not compiled, here or in the gateway. */
const maxPattern = 1000;

const compiles = (pattern: unknown): boolean => {
  if (typeof pattern !== 'string' || pattern.length > maxPattern) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
};

/** What is wrong with a keyword's value; undefined when nothing is. */
const fault = (schema: JsonObject, key: string): string | undefined => {
  const value = schema[key];
  if (key === 'pattern') return compiles(value) ? undefined : 'is no regular expression';
  if (counts.includes(key))
    return Number.isInteger(value) && (value as number) >= 0 ? undefined : 'is no count';
  if (key === 'multipleOf')
    return typeof value === 'number' && value > 0 ? undefined : 'is no positive number';
  if (numbers.includes(key)) return typeof value === 'number' ? undefined : 'is no number';
  if (flags.includes(key)) return typeof value === 'boolean' ? undefined : 'is no flag';
  if (lists.includes(key))
    return Array.isArray(value) && value.length > 0 && value.every(isObject)
      ? undefined
      : 'is no list of schemas';
  if (maps.includes(key)) return isObject(value) ? undefined : 'is no map';
  if (key === 'enum') return Array.isArray(value) && value.length > 0 ? undefined : 'has no values';
  if (key === 'type') {
    const all = Array.isArray(value) ? value : [value];
    return all.length > 0 && all.every((type) => types.has(type)) ? undefined : 'is no JSON type';
  }
  return undefined;
};

const distinct = (values: readonly unknown[]): unknown[] => {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = JSON.stringify(value);
    return !seen.has(text) && seen.add(text);
  });
};

const tidy = (schema: JsonObject, log: ConversionLog): void => {
  for (const key of ['enum', 'type', 'required']) {
    const value = schema[key];
    if (!Array.isArray(value)) continue;
    const once = distinct(key === 'required' ? value.filter((name) => typeof name === 'string') : value);
    if (once.length !== value.length) {
      log.changed('S20', log.pointer(schema, key), value, once);
      schema[key] = once;
    }
  }
  // A type list of one is the plain type; both say the same.
  if (Array.isArray(schema.type) && schema.type.length === 1) schema.type = schema.type[0];
  const { required } = schema;
  if (required !== undefined && (!Array.isArray(required) || required.length === 0)) {
    // OpenAPI 2 habit of `required: true` on a property: it never meant anything here.
    log.changed('S20', log.pointer(schema, 'required'), required, 'removed');
    delete schema.required;
  }
  for (const bound of ['Minimum', 'Maximum']) {
    if (schema[`exclusive${bound}`] !== undefined && schema[bound.toLowerCase()] === undefined)
      delete schema[`exclusive${bound}`];
  }
  for (const key of maps) {
    const map = schema[key];
    if (!isObject(map) || key === 'dependencies') continue;
    for (const name of Object.keys(map)) {
      if (isObject(map[name]) && (key !== 'patternProperties' || compiles(name))) continue;
      log.gap('S20', log.pointer(map, name), {
        constraint: `${key} ${name}`.slice(0, 200),
        risk: 'Its schema cannot be read: the value is not validated.',
        enforceAt: 'backend; mend the document',
      });
      if (key === 'properties') map[name] = {};
      else delete map[name];
    }
  }
};

/** Mends or removes keyword values that would make the gateway refuse a whole model. */
export const repairs: Transformation = {
  id: 'S20',
  title: 'Invalid keyword values repaired',
  because: '“Invalid model schema specified”: one bad value drops the model, or the import.',
  apply: (document, log) => {
    for (const schema of requestSchemas(document)) {
      for (const key of Object.keys(schema)) {
        const wrong = fault(schema, key);
        if (wrong === undefined) continue;
        log.gap('S20', log.pointer(schema, key), {
          constraint: `${key} ${JSON.stringify(schema[key])}`.slice(0, 200),
          risk: `The value ${wrong}, so nothing can enforce it.`,
          enforceAt: 'backend; mend the document',
        });
        delete schema[key];
      }
      tidy(schema, log);
    }
  },
};
