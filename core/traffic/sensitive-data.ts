import { createHmac } from 'node:crypto';

export type SensitiveKind = 'iban' | 'card-number' | 'email';

/** Data of a person in a path, where every log and every proxy on the way keeps it. Never the value itself. */
export interface DataSighting {
  readonly type: SensitiveKind;
  /** Enough for its owner to recognise: `SE45…7466`. */
  readonly sample: string;
  /** HMAC-SHA-256 of the value, the first 16 hexadecimal digits; empty where nobody gave a key. */
  readonly hash: string;
}

/**
 * The key belongs to the bank: without one a hash of a card number is found by trying. Where there is none, pseudonyms
 * are all alike and no hash is told.
 */
export type HashKey = string | Buffer;

/** The remainder by 97 is one (ISO 13616, ISO 7064 MOD 97-10). */
const isIban = (text: string): boolean => {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/i.test(text)) return false;
  let remainder = 0;
  for (const character of (text.slice(4) + text.slice(0, 4)).toUpperCase()) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
};

/** Luhn's check digit (ISO/IEC 7812-1), and the lengths and first digits of the card schemes. */
const isCardNumber = (text: string): boolean => {
  const digits = text.replace(/[ -]|%20/g, '');
  if (
    !/^(?:4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|(?:6011|65\d\d|64[4-9]\d)\d{12}|35\d{14})$/.test(
      digits,
    )
  )
    return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits.at(-1 - index));
    sum += index % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return sum % 10 === 0;
};

const isEmail = (text: string): boolean => /^[^@%/]+(?:@|%40)[^@%/]+\.[a-z]{2,}$/i.test(text);

const kindOf = (segment: string): SensitiveKind | undefined => {
  if (isEmail(segment)) return 'email';
  if (isCardNumber(segment)) return 'card-number';
  return isIban(segment) ? 'iban' : undefined;
};

/** Looks like a credential: a JSON Web Token, or long letters and digits in turn that are no UUID or hash. */
const isToken = (segment: string): boolean =>
  /^eyJ[\w-]{8,}/.test(segment) ||
  (segment.length >= 26 &&
    /\d/.test(segment) &&
    /[a-z]/.test(segment) &&
    /[A-Z]/.test(segment) &&
    /^[\w.~-]+$/.test(segment));

/** Nothing shorter or without one of these signs is any of the above. */
const mayIdentify = (segment: string): boolean =>
  segment.length >= 13 || segment.includes('@') || segment.includes('%40') || /^\+|^%2B/i.test(segment);

const isPhone = (segment: string): boolean => /^(?:\+|%2B)\d{7,15}$/i.test(segment);

const sampleOf = (kind: SensitiveKind, value: string): string => {
  if (kind === 'email') return `${value[0]}…@…${/\.[a-z]+$/i.exec(value)?.[0] ?? ''}`;
  return `${value.slice(0, kind === 'iban' ? 4 : 6)}…${value.slice(-4)}`;
};

/** Digits for digits and letters for letters, so that the kind of value can still be told. */
const disguised = (text: string, hash: Buffer): string => {
  let at = 0;
  const next = (): number => hash[at++ % hash.length] as number;
  return text.replace(/%[0-9a-f]{2}/gi, '-').replace(/[a-z0-9]/gi, (character) => {
    const byte = next();
    if (character <= '9') return String(byte % 10);
    return String.fromCharCode((character < 'a' ? 65 : 97) + (byte % 26));
  });
};

const pseudonymOf = (segment: string, kind: SensitiveKind | undefined, hash: Buffer): string => {
  if (kind === 'email') return `${hash.toString('hex').slice(0, 12)}@masked.invalid`;
  const text = disguised(segment, hash);
  // XX is no country and no card begins with 0: nobody's account stands in for another's.
  if (kind === 'iban') return `XX00${text.slice(4)}`;
  return kind === 'card-number' ? `0${text.slice(1)}` : text;
};

export interface SafePath {
  readonly segments: readonly string[];
  readonly data: readonly DataSighting[];
}

/**
 * A path that may be stored. A value that identifies a person or opens a door gets a pseudonym of the same form: equal
 * values have equal ones, as long as the key is the same.
 */
export const safePath = (segments: readonly string[], key: HashKey): SafePath => {
  const data: DataSighting[] = [];
  const safe = segments.map((segment) => {
    if (!mayIdentify(segment)) return segment;
    const kind = kindOf(segment);
    if (!kind && !isToken(segment) && !isPhone(segment)) return segment;
    const isKeyed = key.length > 0;
    const hash = isKeyed ? createHmac('sha256', key).update(segment).digest() : Buffer.alloc(32);
    if (kind)
      data.push({
        type: kind,
        sample: sampleOf(kind, segment),
        hash: isKeyed ? hash.toString('hex').slice(0, 16) : '',
      });
    return pseudonymOf(segment, kind, hash);
  });
  return { segments: safe, data };
};
