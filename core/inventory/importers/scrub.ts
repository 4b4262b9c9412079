import type { ImportReading } from './importer.ts';
import { withoutSecretShapes, withoutSecretText } from './secret-shapes.ts';

/** Stands where a secret stood in a text. */
export const withheld = '[secret withheld]';
/** Stands where a secret stood in a path. */
const withheldSegment = '{secret}';

/** Shorter values are ordinary words as often as secrets: they are withheld as whole words of free text only. */
const distinctLength = 8;
const shortestLength = 4;

/** Fields whose text a person wrote, or that repeat what stands in a file. */
const freeText: readonly string[] = [
  'name',
  'purpose',
  'owner',
  'partners',
  'value',
  'message',
  'fix',
  'disarmedBy',
  'reason',
];

/** Finds taken values in a text in time linear in the text, however many were taken. */
const takenFinder = (taken: ReadonlySet<string>) => {
  const byBeginning = new Map<string, string[]>();
  for (const secret of [...taken].toSorted((a, b) => b.length - a.length)) {
    const beginning = secret.slice(0, distinctLength);
    if (beginning.length === distinctLength)
      byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), secret]);
  }
  return (text: string, instead: () => string): string => {
    if (byBeginning.size === 0) return text;
    let clean = '';
    let from = 0;
    for (let at = 0; at + distinctLength <= text.length; at++) {
      const found = byBeginning
        .get(text.slice(at, at + distinctLength))
        ?.find((secret) => text.startsWith(secret, at));
      if (!found) continue;
      clean += text.slice(from, at) + instead();
      from = at + found.length;
      at = from - 1;
    }
    return clean + text.slice(from);
  };
};

export interface Scrubbed {
  readonly reading: ImportReading;
  /** How many values were withheld. */
  readonly withheld: number;
}

/**
 * Takes every secret out of what is about to be written: the values that the importer took, and whatever has the shape
 * of a secret. Nothing that leaves an importer goes around it.
 */
export const scrubReading = (reading: ImportReading, taken: ReadonlySet<string>): Scrubbed => {
  let count = 0;
  const withoutTaken = takenFinder(taken);
  const isShortSecret = (word: string): boolean =>
    word.length >= shortestLength && word.length < distinctLength && taken.has(word);

  const cleaned = (text: string, field: string): { readonly clean: string; readonly found: number } => {
    let found = 0;
    const instead = (): string => {
      found += 1;
      return field === 'template' ? withheldSegment : withheld;
    };
    const untaken = withoutTaken(text, instead);
    const clean = freeText.includes(field)
      ? withoutSecretText(untaken, instead).replace(/[^\s"'`,;()<>]+/g, (word) =>
          isShortSecret(word) ? instead() : word,
        )
      : withoutSecretShapes(untaken, instead);
    return { clean, found };
  };
  // Generated configurations say the same thing many times over.
  const known = new Map<string, ReturnType<typeof cleaned>>();
  const scrubText = (text: string, field: string): string => {
    const key = `${field} ${text}`;
    const result = known.get(key) ?? cleaned(text, field);
    known.set(key, result);
    count += result.found;
    return result.clean;
  };

  const scrub = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return scrubText(value, field);
    if (Array.isArray(value)) return value.map((member) => scrub(member, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, scrub(member, name)]));
  };
  return { reading: scrub(reading, '') as ImportReading, withheld: count };
};
