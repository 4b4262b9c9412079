/**
 * What a path segment is by its form alone. A word is undefined: whether it names a resource or a thing is decided
 * beside its siblings. Every rule reads the segment once, so that a hostile one costs its length and no more.
 */
export type TokenType =
  | 'integer'
  | 'decimal'
  | 'uuid'
  | 'ulid'
  | 'hex'
  | 'date'
  | 'date-time'
  | 'email'
  | 'phone'
  | 'iban'
  | 'card'
  | 'isin'
  /** Letters, then a number: `INV-20231`, `ACC0012345`. */
  | 'reference'
  /** `cus_8sJf2kQ9fLq1`. */
  | 'prefixed'
  /** Base64url, base32, KSUID, nano id and other text without a pattern. */
  | 'token';

/** Types that constants of an interface have too: `/2/users`, `/2010-04-01/services`, `/iso20022`. */
const weak: ReadonlySet<TokenType> = new Set(['integer', 'decimal', 'date', 'reference', 'hex']);

export const isWeak = (type: TokenType): boolean => weak.has(type);

/** Longest segment that is read; more is no identifier that people give. */
const maxRead = 256;

interface Characters {
  readonly digits: number;
  readonly lower: number;
  readonly upper: number;
  readonly hex: number;
  readonly other: number;
  /** Changes between lower case, upper case and digits, separators apart. */
  readonly turns: number;
}

export const charactersOf = (segment: string): Characters => {
  let digits = 0;
  let lower = 0;
  let upper = 0;
  let hex = 0;
  let other = 0;
  let turns = 0;
  let before = 0;
  for (let index = 0; index < segment.length; index++) {
    const code = segment.charCodeAt(index);
    let kind = 0;
    if (code >= 48 && code <= 57) {
      digits++;
      hex++;
      kind = 1;
    } else if (code >= 97 && code <= 122) {
      lower++;
      if (code <= 102) hex++;
      kind = 2;
    } else if (code >= 65 && code <= 90) {
      upper++;
      if (code <= 70) hex++;
      kind = 3;
    } else other++;
    if (kind !== before && kind !== 0 && before !== 0) turns++;
    before = kind;
  }
  return { digits, lower, upper, hex, other, turns };
};

/** ISO 7812 check digit. */
const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
};

/** ISO 13616: moved to the end, letters as numbers, the remainder by 97 is 1. */
const passesIban = (text: string): boolean => {
  let remainder = 0;
  for (const character of `${text.slice(4)}${text.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
};

const version = /^v\d{1,4}(?:[._]\d{1,4}){0,3}(?:[-._]?(?:alpha|beta|rc|preview|p)\d{0,3}){0,2}$/i;
const uuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const calendar =
  /^(?:(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|(?:0[1-9]|[12]\d|3[01])[-.](?:0[1-9]|1[0-2])[-.](?:19|20)\d\d|(?:19|20)\d\d-W\d\d)$/;
const clock = /^(?:19|20)\d\d-?\d\d-?\d\d(?:T|%20|_)\d\d(?::|%3A)?\d\d/;

const isNumbers = (segment: string): TokenType => {
  if (segment.length >= 13 && segment.length <= 19 && /^[3-6]/.test(segment) && passesLuhn(segment))
    return 'card';
  if (/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(segment)) return 'date';
  return 'integer';
};

export const isVersion = (segment: string): boolean => version.test(segment);

export const tokenOf = (raw: string): TokenType | undefined => {
  if (raw.length > maxRead) return 'token';
  const segment = raw;
  const { length } = segment;
  if (length === 0 || version.test(segment)) return undefined;
  const { digits, lower, upper, hex, other, turns } = charactersOf(segment);
  const letters = lower + upper;
  if (digits === length) return isNumbers(segment);
  if ((segment.includes('@') || segment.includes('%40')) && /.(?:@|%40).+\../.test(segment)) return 'email';
  if (digits === 0) {
    // Mixed case without words in it: camelCase turns at most once in three letters.
    return length >= 12 && lower > 0 && upper > 0 && turns / length >= 0.4 ? 'token' : undefined;
  }
  if (letters === 0) {
    if (calendar.test(segment)) return 'date';
    if (/^(?:\+|%2B)\d{6,15}$/i.test(segment)) return 'phone';
    if (/^-?\d+(?:\.\d+){0,3}$/.test(segment)) return 'decimal';
    return digits >= 4 ? 'reference' : undefined;
  }
  if (/^%2B\d{6,15}$/i.test(segment)) return 'phone';
  if ((length === 32 || length === 36) && uuid.test(segment)) return 'uuid';
  if (clock.test(segment)) return 'date-time';
  if (calendar.test(segment)) return 'date';
  if (length === 26 && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(segment)) return 'ulid';
  if (length >= 15 && length <= 34 && /^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(segment))
    return passesIban(segment) || digits >= length * 0.6 ? 'iban' : 'token';
  if (length === 12 && /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(segment)) return 'isin';
  if (hex === length && length >= 7 && digits >= 2 && (lower === 0 || upper === 0)) return 'hex';
  const prefix = /^[A-Za-z]{2,8}_(?=[A-Za-z0-9]{8,}$)/.exec(segment)?.[0].length;
  if (prefix !== undefined && charactersOf(segment.slice(prefix)).turns >= 2) return 'prefixed';
  if (length >= 10 && digits >= 2 && turns >= 4 && turns / (length - other) >= 0.2) return 'token';
  if (length >= 10 && digits >= 2 && upper > 0 && lower === 0 && other === 0 && turns >= 2) return 'token';
  if (digits >= 4 && digits >= letters && /\d{3}/.test(segment)) return 'reference';
  return undefined;
};
