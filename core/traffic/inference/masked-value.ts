import { unglued } from './segments.ts';
import { tokenOf } from './token.ts';
import { wordsOf, wordUse } from './vocabulary.ts';

const longest = 24;

/** A word that interfaces are made of says nothing about anybody. */
const isPublicWord = (value: string): boolean => {
  const words = wordsOf(value);
  return (
    words.length > 0 &&
    tokenOf(value) === undefined &&
    !/\d/.test(value) &&
    words.every((word) => wordUse(word).part > 0.6)
  );
};

/**
 * The form of a value and nothing of its content: `johnny42` → `xxxxxx99`. Words that several public interfaces have
 * in their paths are shown, for a person cannot judge them otherwise.
 */
export const maskedValue = (raw: string): string => {
  const value = unglued(raw);
  if (isPublicWord(value)) return value.slice(0, 2 * longest);
  const form = value
    .slice(0, longest)
    .replace(/\p{Lu}/gu, 'X')
    .replace(/\p{L}/gu, 'x')
    .replace(/\p{N}/gu, '9')
    .replace(/[^Xx9._~:@%+-]/g, '?');
  return value.length > longest ? `${form}…` : form;
};
