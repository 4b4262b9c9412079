/** Values of generator A: one style per parameter, by its declared type, then by its name, else drawn. */
import type { Parameter } from '../corpus.ts';
import type { Random } from '../random.ts';
import { businessWords, dictionary, firstNames, interfaceWords, lastNames } from '../words.ts';

export type StyleA =
  | 'integer'
  | 'uuid'
  | 'hex24'
  | 'hex40'
  | 'prefixed'
  | 'base64url'
  | 'ulid'
  | 'slug'
  | 'username'
  | 'code'
  | 'iban'
  | 'email'
  | 'phone'
  | 'date'
  | 'currency'
  | 'country'
  | 'language';

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const hex = '0123456789abcdef';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const currencies = 'EUR USD GBP CHF JPY SEK NOK DKK PLN CZK HUF CAD AUD NZD SGD HKD CNY INR BRL MXN'.split(
  ' ',
);
const countries = 'DE FR GB US ES IT NL BE AT CH SE NO DK FI PL PT IE CZ GR HU RO BG CA AU JP BR IN MX'.split(
  ' ',
);
const languages = 'en de fr es it nl pt sv da fi pl cs en-US en-GB de-AT pt-BR fr-CA zh-CN'.split(' ');

let interfaces: readonly string[] | undefined;

const slugWord = (random: Random): string => {
  interfaces ??= interfaceWords();
  const draw = random.next();
  return draw < 0.5 ? random.pick(dictionary) : random.pick(draw < 0.8 ? businessWords : interfaces);
};

/** Declared or told by the name; undefined where any style may be meant. */
export const impliedStyle = (name: string, { type, format }: Parameter): StyleA | undefined => {
  if (type === 'integer' || type === 'number') return 'integer';
  if (format === 'uuid') return 'uuid';
  if (format?.startsWith('date') || /(?:^|_)date$|Date$/.test(name)) return 'date';
  if (/email/i.test(name)) return 'email';
  if (/iban/i.test(name)) return 'iban';
  if (/phone|msisdn/i.test(name)) return 'phone';
  if (/currency/i.test(name)) return 'currency';
  if (/country/i.test(name)) return 'country';
  if (/^(lang|language|locale)/i.test(name)) return 'language';
  return undefined;
};

export const openStyles: readonly StyleA[] = [
  'integer',
  'uuid',
  'hex24',
  'hex40',
  'prefixed',
  'base64url',
  'ulid',
  'slug',
  'slug',
  'slug',
  'username',
  'code',
];

/** One draw; the same parameter keeps its `salt` (prefix, word count, length). */
export const valueA = (style: StyleA, salt: number, random: Random): string => {
  switch (style) {
    case 'integer':
      return String(1 + random.int(10 ** (2 + (salt % 8))));
    case 'uuid':
      return `${random.text(hex, 8)}-${random.text(hex, 4)}-4${random.text(hex, 3)}-${random.pick(['8', '9', 'a', 'b'])}${random.text(hex, 3)}-${random.text(hex, 12)}`;
    case 'hex24':
      return random.text(hex, 24);
    case 'hex40':
      return random.text(hex, 40);
    case 'prefixed':
      return `${['cus', 'acct', 'pi', 'tx', 'ord'][salt % 5]}_${random.text(alphanumeric, 14 + (salt % 10))}`;
    case 'base64url':
      return random.text(`${alphanumeric}-_`, 12 + (salt % 12));
    case 'ulid':
      return `01${random.text(crockford, 24)}`;
    case 'slug':
      return Array.from({ length: 1 + (salt % 3) }, () => slugWord(random)).join('-');
    case 'username': {
      const name = random.pick(firstNames);
      return [name, `${name}${random.int(100)}`, `${name[0]}${random.pick(lastNames)}`][
        random.int(3)
      ] as string;
    }
    case 'code':
      return salt % 2
        ? random.text(upper, 3 + (salt % 3))
        : `${random.text(upper, 2)}${random.text(digits, 2 + (salt % 3))}`;
    case 'iban':
      return `${random.pick(countries)}${random.text(digits, 20)}`;
    case 'email':
      return `${random.pick(firstNames)}.${random.pick(lastNames)}${salt % 2 ? '@' : '%40'}example.${random.pick(['com', 'org', 'net'])}`;
    case 'phone':
      return `${salt % 2 ? '%2B' : ''}${4 + random.int(5)}${random.text(digits, 10)}`;
    case 'date':
      return `20${10 + random.int(16)}-${String(1 + random.int(12)).padStart(2, '0')}-${String(1 + random.int(28)).padStart(2, '0')}`;
    case 'currency':
      return random.pick(currencies);
    case 'country':
      return random.pick(countries);
    case 'language':
      return random.pick(languages);
  }
};
