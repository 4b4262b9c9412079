/** Words that the generators draw values from; each draws from its own. */
import { createRequire } from 'node:module';
import { specsOf } from './corpus.ts';

interface Words {
  readonly [group: string]: Readonly<Record<string, unknown>>;
}

/** Loaded by name, so that the project compiles without the bench's own packages. */
const load = (name: string): unknown => {
  try {
    return createRequire(import.meta.url)(name);
  } catch (cause) {
    throw new Error('The word lists are missing: run `npm ci --prefix bench/traffic` once.', { cause });
  }
};

const english = load('an-array-of-english-words') as readonly string[];
const { definitions } = (load('@faker-js/faker') as { readonly faker: { readonly definitions: Words } })
  .faker;

/** Short words of a dictionary, most of them rare. */
export const dictionary: readonly string[] = english.filter((word) => word.length >= 3 && word.length <= 9);

export const dictionarySet: ReadonlySet<string> = new Set(english);

const flat = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(flat)
      : value && typeof value === 'object'
        ? Object.values(value).flatMap(flat)
        : [];

const plain = (value: unknown): string[] => [
  ...new Set(
    flat(value)
      .map((text) => text.toLowerCase())
      .filter((text) => /^[a-z]{3,12}$/.test(text)),
  ),
];

export const firstNames = plain(definitions.person?.first_name);
export const lastNames = plain(definitions.person?.last_name);
export const commonNouns = plain([definitions.word?.noun, definitions.food, definitions.commerce]);
export const commonAdjectives = plain(definitions.word?.adjective);
export const businessWords = plain([definitions.company, definitions.hacker, definitions.finance]);
export const places = plain(definitions.location);

/** Words that real interfaces use in their paths: values that look like them are the hard ones. */
export const interfaceWords = (): readonly string[] => {
  const words = new Set<string>();
  for (const spec of specsOf('lexicon'))
    for (const { template } of spec.operations)
      for (const segment of template.split('/')) if (/^[a-z]{3,12}$/.test(segment)) words.add(segment);
  return [...words];
};
