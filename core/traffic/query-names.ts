import { tokenType } from './typed-token.ts';

/** Different names that are kept of one endpoint. Over it those first in the alphabet stay, in whatever order they came. */
const kept = 32;
const readPerRequest = 32;

/** A name that a program gives a parameter. Values, addresses and numbers in the place of a name are not kept. */
const isName = (name: string): boolean =>
  /^[A-Za-z_$][A-Za-z0-9_$.:[\]-]{0,39}$/.test(name) && tokenType(name) === undefined;

/** Names of the parameters of a query (`a=1&b=2`, without `?`), each once; never a value. */
export const queryNamesOf = (query: string): readonly string[] => {
  const names = query
    .slice(0, 4096)
    .split('&', readPerRequest)
    .map((part) => part.split('=', 1)[0] ?? '')
    .map((name) => name.replace(/%5B/gi, '[').replace(/%5D/gi, ']'))
    .filter(isName);
  return [...new Set(names)];
};

/**
 * At most so many names. A name outside of the first of a part is outside of the first of the whole, so that cutting
 * early or late leaves the same names with complete counts.
 */
export const keptNames = (counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> => {
  const names = Object.keys(counts);
  if (names.length <= kept) return counts;
  return Object.fromEntries(
    names
      .sort()
      .slice(0, kept)
      .map((name) => [name, counts[name] ?? 0]),
  );
};
