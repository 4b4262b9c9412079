/** A mapping of a parsed document: nothing is known of its members. */
export type Mapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const mappingAt = (value: unknown, ...path: readonly string[]): Mapping => {
  let at = value;
  for (const step of path) at = isMapping(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  return isMapping(at) ? at : {};
};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The text without surrounding white space; empty for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const maxHops = 20;

/** Follows local references (`#/components/…`) to what they name; undefined when they lead nowhere or in circles. */
export const dereference = (document: Mapping, value: unknown): unknown => {
  let at = value;
  for (let hop = 0; hop < maxHops; hop++) {
    if (!isMapping(at) || typeof at.$ref !== 'string') return at;
    if (!at.$ref.startsWith('#')) return undefined;
    let target: unknown = document;
    for (const step of at.$ref.slice(1).split('/').slice(1)) {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      target =
        typeof target === 'object' && target !== null && Object.hasOwn(target, key)
          ? (target as Mapping)[key]
          : undefined;
    }
    at = target;
  }
  return undefined;
};
