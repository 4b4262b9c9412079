/** Words that the generators draw values from; each draws from its own. */
import { faker } from '@faker-js/faker';
import english from 'an-array-of-english-words' with { type: 'json' };
import { specsOf } from './corpus.ts';

/** Short words of a dictionary, most of them rare. */
export const dictionary: readonly string[] = (english as string[]).filter(
  (word) => word.length >= 3 && word.length <= 9,
);

export const dictionarySet: ReadonlySet<string> = new Set(english as string[]);

const { definitions } = faker;

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

export const firstNames = plain(definitions.person.first_name);
export const lastNames = plain(definitions.person.last_name);
export const commonNouns = plain([definitions.word.noun, definitions.food, definitions.commerce]);
export const commonAdjectives = plain(definitions.word.adjective);
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
