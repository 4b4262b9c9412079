/** What JSON can say. `undefined` members of objects are left out, as by `JSON.stringify`. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/** A value that has no canonical JSON: not finite, not a JSON type, or a text with half a surrogate pair. */
export class NotCanonicalizable extends Error {
  override readonly name = 'NotCanonicalizable';
}

/**
 * The one text of a JSON value (JSON Canonicalization Scheme, RFC 8785): no white space, members sorted by UTF-16
 * code units, numbers and strings as ECMAScript writes them. Two equal values hash alike, whoever serialises them.
 * @throws NotCanonicalizable
 */
export const canonicalJson = (value: unknown): string => {
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonicalizable(`${value} is not a JSON number.`);
      return JSON.stringify(value);
    case 'string':
      if (!value.isWellFormed()) throw new NotCanonicalizable('A text holds half a surrogate pair.');
      return JSON.stringify(value);
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
      // A Date or a Map would silently become something else than it says.
      if (Object.prototype.toString.call(value) !== '[object Object]')
        throw new NotCanonicalizable('Only plain objects and arrays are JSON.');
      return `{${Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`)
        .join(',')}}`;
    }
    default:
      throw new NotCanonicalizable(`A ${typeof value} is not JSON.`);
  }
};
