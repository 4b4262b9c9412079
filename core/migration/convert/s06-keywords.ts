import { arrayAt, isObject, objectAt } from '../json.ts';
import type { Transformation } from './transformation.ts';
import { requestSchemas } from './walk.ts';

/** Validation keywords of JSON schema draft 4, and `$ref`. */
export const draft4Keywords: ReadonlySet<string> = new Set([
  '$ref',
  'type',
  'enum',
  'properties',
  'required',
  'items',
  'additionalItems',
  'additionalProperties',
  'patternProperties',
  'dependencies',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);

/** Keywords that say nothing about what is valid. */
const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  'xml',
  'readOnly',
  'writeOnly',
  '$comment',
  '$schema',
  '$id',
  'id',
  '$anchor',
  '$defs',
  'definitions',
  'nullable',
]);

/** Formats that restrict nothing a JSON type does not already say. */
const looseFormats = new Set(['password', 'double', 'float']);

/** Keeps what draft 04 validates. Properties that are only ever answered are no longer required of a request. */
export const keywords: Transformation = {
  id: 'S06',
  title: 'Keywords without effect removed',
  because: 'discriminator, example, readOnly, default, formats and others are documented as unsupported.',
  apply: (document, log) => {
    const schemas = requestSchemas(document);
    for (const schema of schemas) {
      const properties = objectAt(schema, 'properties') ?? {};
      const answered = arrayAt(schema, 'required').filter(
        (name) => objectAt(properties, String(name))?.readOnly === true,
      );
      if (answered.length) {
        schema.required = arrayAt(schema, 'required').filter((name) => !answered.includes(name));
        log.changed(
          'S06',
          log.pointer(schema, 'required'),
          answered.join(' '),
          'readOnly: not required of a request',
        );
      }
    }
    for (const schema of schemas) {
      for (const key of Object.keys(schema)) {
        if (draft4Keywords.has(key)) continue;
        const value = schema[key];
        const pointer = log.pointer(schema, key);
        delete schema[key];
        if (annotations.has(key) || key.startsWith('x-')) {
          log.changed('S06', pointer, `${key} ${JSON.stringify(value)}`, 'removed');
          continue;
        }
        if (key === 'format' && looseFormats.has(String(value))) {
          log.changed('S06', pointer, `format ${value}`, 'removed');
          continue;
        }
        log.gap('S06', pointer, {
          constraint:
            key === 'discriminator' && isObject(value)
              ? `discriminator ${value.propertyName}`
              : `${key} ${JSON.stringify(value)}`.slice(0, 200),
          risk: 'Values that break it reach the backend.',
          enforceAt: 'backend',
        });
      }
    }
  },
};
