/**
 * Values of generator B, written apart from A's: a maker of values per parameter, drawn from alphabets and habits that
 * A does not have, and from the specification's own examples.
 */
import type { Parameter } from '../corpus.ts';
import type { Random } from '../random.ts';
import { commonAdjectives, commonNouns, firstNames, lastNames, places } from '../words.ts';

export type Maker = (random: Random) => string;

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const nano = `${base62}_-`;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';

const two = (n: number) => String(n).padStart(2, '0');
const title = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;
const day = (random: Random) =>
  ({ y: 2015 + random.int(12), m: two(1 + random.int(12)), d: two(1 + random.int(28)) }) as const;

/** Each takes what is fixed for the parameter and gives the draw. */
const makers = {
  sequence: (own) => {
    const start = 10 ** (3 + own.int(5));
    return (random) => String(start + random.int(50_000));
  },
  epochMillis: () => (random) => String(1_600_000_000_000 + random.int(1e9) * 100),
  uuidUpper: (own) => {
    const lower = own.chance(0.7);
    const alphabet = lower ? '0123456789abcdef' : '0123456789ABCDEF';
    return (random) => [8, 4, 4, 4, 12].map((length) => random.text(alphabet, length)).join('-');
  },
  uuidPlain: () => (random) => random.text('0123456789abcdef', 32),
  base32: (own) => {
    const length = 10 + own.int(16);
    return (random) => random.text(base32, length);
  },
  ksuid: () => (random) => `2${random.text(base62, 26)}`,
  nanoid: () => (random) => random.text(nano, 21),
  short: (own) => {
    const length = 5 + own.int(5);
    return (random) => random.text(base62, length);
  },
  phoneLike: (own) => {
    const plus = own.chance(0.5) ? '+' : '00';
    return (random) => `${plus}${random.pick(['44', '49', '33', '1'])}${random.text(digits, 9)}`;
  },
  composite: (own) => {
    const separator = own.pick(['-', '_', '.', ':', '~']);
    return (random) => `${random.text(letters, 2 + own.int(2))}${separator}${random.int(90_000) + 1000}`;
  },
  numberedWord: (own) => {
    const separator = own.pick(['', '-', '_']);
    const word = own.pick(commonNouns);
    return (random) => `${word}${separator}${1 + random.int(4000)}`;
  },
  isin: () => (random) =>
    `${random.pick(['US', 'DE', 'GB', 'FR', 'LU', 'IE'])}${random.text(digits + letters, 9)}${random.int(10)}`,
  ticker: (own) => {
    const dotted = own.chance(0.2);
    return (random) => `${random.text(letters, 2 + random.int(3))}${dotted ? '.L' : ''}`;
  },
  words: (own) => {
    const count = 1 + own.int(3);
    const separator = own.pick(['-', '-', '_']);
    return (random) =>
      Array.from({ length: count }, (_, index) =>
        random.pick(index < count - 1 ? commonAdjectives : commonNouns),
      ).join(separator);
  },
  place: () => (random) => random.pick(places),
  person: (own) => {
    const separator = own.pick(['.', '-', '_', '']);
    return (random) => `${random.pick(firstNames)}${separator}${random.pick(lastNames)}`;
  },
  capitalised: () => (random) => `${title(random.pick(commonAdjectives))}${title(random.pick(commonNouns))}`,
  dateBasic: () => (random) => {
    const { y, m, d } = day(random);
    return `${y}${m}${d}`;
  },
  dateMonth: () => (random) => {
    const { y, m } = day(random);
    return `${y}-${m}`;
  },
  dateTime: () => (random) => {
    const { y, m, d } = day(random);
    return `${y}-${m}-${d}T${two(random.int(24))}:${two(random.int(60))}:00Z`;
  },
  dateEuropean: () => (random) => {
    const { y, m, d } = day(random);
    return `${d}-${m}-${y}`;
  },
  hash: (own) => {
    const length = own.pick([7, 8, 16, 64]);
    return (random) => random.text('0123456789abcdef', length);
  },
} satisfies Readonly<Record<string, (own: Random) => Maker>>;

export type StyleB = keyof typeof makers;

const makersB: Readonly<Record<StyleB, (own: Random) => Maker>> = makers;

export const stylesB = Object.keys(makersB) as StyleB[];
const dates: readonly StyleB[] = ['dateBasic', 'dateMonth', 'dateTime', 'dateEuropean'];
const open = stylesB.filter((name) => !dates.includes(name) && name !== 'epochMillis');
export const hardStylesB: readonly StyleB[] = [
  'words',
  'words',
  'words',
  'place',
  'person',
  'capitalised',
  'ticker',
  'numberedWord',
];

/** Values like an example: letters for letters, digits for digits, separators kept. */
const likeExample =
  (example: string): Maker =>
  (random) =>
    example
      .replace(/[0-9]/g, () => random.text(digits, 1))
      .replace(/[a-z]/g, () => random.text('abcdefghijklmnopqrstuvwxyz', 1))
      .replace(/[A-Z]/g, () => random.text(letters, 1));

const usable = /^[A-Za-z0-9._~:@+=-]{4,60}$/;

export const makerOf = (
  name: string,
  parameter: Parameter,
  own: Random,
  forced: StyleB | undefined,
): Maker => {
  const { type, format, example } = parameter;
  if (type === 'integer' || type === 'number')
    return own.chance(0.15) ? makersB.epochMillis(own) : makersB.sequence(own);
  if (format === 'uuid') return makersB.uuidUpper(own);
  if (format?.startsWith('date') || /date$|day$|month$/i.test(name)) return makersB[own.pick(dates)](own);
  if (/e-?mail/i.test(name))
    return (random) => `${random.pick(lastNames)}${random.int(99)}@${random.pick(places)}.example`;
  if (/isin|figi/i.test(name)) return makersB.isin(own);
  if (/symbol|ticker/i.test(name)) return makersB.ticker(own);
  if (/phone|msisdn|mobile/i.test(name)) return makersB.phoneLike(own);
  if (forced) return makersB[forced](own);
  if (example && usable.test(example) && own.chance(0.6)) return likeExample(example);
  return makersB[own.pick(own.chance(0.4) ? hardStylesB : open)](own);
};
