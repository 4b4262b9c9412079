import { resolveLocal } from '../convert/s02-references.ts';
import { arrayAt, isObject, type JsonObject, objectAt } from '../json.ts';

const text = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;

/** Follows one local reference; probes are drawn from the owner's document, where examples still stand. */
export const resolved = (document: JsonObject, node: unknown): JsonObject | undefined => {
  let current = node;
  for (let hop = 0; hop < 20 && isObject(current); hop++) {
    if (typeof current.$ref !== 'string') return current;
    current = resolveLocal(document, current.$ref);
  }
  return undefined;
};

/** The value that the owner's document shows for a parameter; undefined when it shows none. */
export const exampleOf = (document: JsonObject, parameter: JsonObject): string | undefined => {
  const schema = resolved(document, parameter.schema) ?? {};
  const first = Object.values(objectAt(parameter, 'examples') ?? {})[0];
  const named = resolved(document, first);
  const candidates = [
    parameter.example,
    named?.value,
    schema.example,
    arrayAt(schema, 'examples')[0],
    schema.default,
    arrayAt(schema, 'enum')[0],
    schema.const,
  ];
  return candidates.map(text).find((value) => value !== undefined);
};

/** A value of the right type that means nothing, for requests that must not succeed anyway. */
export const placeholderOf = (document: JsonObject, parameter: JsonObject): string => {
  const schema = resolved(document, parameter.schema) ?? {};
  if (schema.type === 'integer' || schema.type === 'number') return '1';
  if (schema.format === 'uuid') return '00000000-0000-4000-8000-000000000000';
  return 'gatehouse-probe';
};
