/** Kinds of values that are never the name of a resource. */
export type TokenType = 'integer' | 'uuid' | 'hex' | 'date' | 'email' | 'number' | 'account' | 'random';

/** Changes between letters and digits inside one run: `step-2-of-3` has none, `8sJf2kQ9` five. */
const switches = (segment: string): number =>
  Math.max(
    ...segment.split(/[^A-Za-z0-9]+/).map((run) => {
      const parts = run.match(/\d+|\D+/g) ?? [];
      return Math.max(0, parts.length - 1);
    }),
  );

const rules: readonly (readonly [TokenType, (segment: string) => boolean])[] = [
  ['uuid', (segment) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(segment)],
  ['date', (segment) => /^\d{4}-\d{2}-\d{2}(?:T[\d:.%ZA+-]+)?$/.test(segment)],
  ['integer', (segment) => /^-?\d+$/.test(segment)],
  ['number', (segment) => /^-?\d+(?:\.\d+){1,3}$/.test(segment)],
  ['email', (segment) => /(?:@|%40)[^@]+\.[a-z]{2,}$/i.test(segment)],
  // IBAN: country, two check digits, up to 30 characters (ISO 13616).
  ['account', (segment) => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(segment)],
  ['hex', (segment) => segment.length >= 12 && /^[0-9a-f]+$/i.test(segment) && /\d/.test(segment)],
  // Mostly digits: `C12345`, `ACC-0012345`, but not `iso20022`.
  [
    'random',
    (segment) => {
      const digits = segment.replace(/\D/g, '').length;
      const share = digits / segment.length;
      return (digits >= 5 && share >= 0.7) || (digits >= 6 && share >= 0.4);
    },
  ],
  // ULIDs, base64url tokens, prefixed ids: letters and digits in turn.
  [
    'random',
    (segment) => segment.length >= 10 && segment.replace(/\D/g, '').length >= 2 && switches(segment) >= 3,
  ],
];

/**
 * What a path segment is by its form, or undefined for a word. Versions (`v2`) are words, and so is
 * everything undecided: a word taken for an identifier would hide an endpoint.
 */
export const tokenType = (segment: string): TokenType | undefined =>
  /^v\d{1,3}(?:\.\d+)?$/i.test(segment) ? undefined : rules.find(([, holds]) => holds(segment))?.[0];
