import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** A JSON object under construction. */
export type JsonObject = { [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under a key, or undefined when it is something else. */
export const objectAt = (value: unknown, key: string): JsonObject | undefined => {
  const child = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(child) ? child : undefined;
};

export const arrayAt = (value: unknown, key: string): unknown[] => {
  const child = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(child) ? child : [];
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const copy: JsonObject = Object.create(null);
  for (const key of Object.keys(value).sort()) if (value[key] !== undefined) copy[key] = sorted(value[key]);
  return copy;
};

/** JSON with keys in code-unit order: equal values are equal bytes. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

/** The same for people to read and diff: two spaces, newline at the end. */
export const canonicalPretty = (value: unknown): string => `${JSON.stringify(sorted(value), null, 2)}\n`;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 over the canonical JSON, lower-case hex. */
export const hashOf = (value: unknown): string => sha256(canonicalJson(value));

/** One reference token of a JSON pointer (RFC 6901). */
export const escapeToken = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1');
export const unescapeToken = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');
