import { type JsonObject, objectAt } from '../json.ts';
import type { Transformation } from './transformation.ts';
import { operations, parametersOf } from './walk.ts';

const types = new Set(['string', 'number', 'integer', 'boolean', 'array']);

const constraints = [
  'format',
  'enum',
  'const',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'properties',
];

const simpleType = (schema: JsonObject): string => {
  const type = Array.isArray(schema.type)
    ? schema.type.find((candidate) => candidate !== 'null')
    : schema.type;
  return types.has(String(type)) ? String(type) : 'string';
};

/** Reduces parameters to name, place, presence and type, and lists every constraint that this loses. */
export const parameterConstraints: Transformation = {
  id: 'S30',
  title: 'Parameter constraints listed',
  because: 'API Gateway checks that a required parameter is present, never its type or format.',
  apply: (document, log) => {
    for (const { operation } of operations(document)) {
      const all = parametersOf(operation);
      if (!all.length) continue;
      operation.parameters = all.map((parameter) => {
        const schema = objectAt(parameter, 'schema') ?? {};
        const lost = constraints
          .filter((key) => key in schema)
          .map((key) => `${key} ${JSON.stringify(schema[key])}`);
        const type = simpleType(schema);
        if (type !== 'string') lost.unshift(`type ${type}`);
        const reduced: JsonObject = {
          name: parameter.name,
          in: parameter.in,
          required: parameter.in === 'path' || parameter.required === true,
          schema: type === 'array' ? { type, items: { type: 'string' } } : { type },
        };
        if (lost.length)
          log.gap('S30', log.pointer(parameter), {
            constraint: `${parameter.in} parameter ${parameter.name}: ${lost.join(', ')}`.slice(0, 300),
            risk: 'Only presence is checked; malformed values reach the backend.',
            enforceAt: 'authorizer, AWS WAF or backend',
          });
        if (JSON.stringify(parameter) === JSON.stringify(reduced)) return parameter;
        log.changed('S30', log.pointer(parameter), parameter, reduced);
        return log.copied(reduced, parameter);
      });
    }
  },
};
