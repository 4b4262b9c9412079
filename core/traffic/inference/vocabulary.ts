import { lexicon } from '../model/lexicon.ts';

/** What real interface descriptions do with a word of their paths. Counts are of providers, as log2(1 + n). */
export interface WordUse {
  /** As a whole literal segment. */
  readonly segment: number;
  /** As a part of one: `history` in `transaction-history`. */
  readonly part: number;
  /** A parameter follows it. */
  readonly thenParameter: number;
  /** A literal follows it. */
  readonly thenLiteral: number;
}

const unknown: WordUse = { segment: 0, part: 0, thenParameter: 0, thenLiteral: 0 };

const uses: ReadonlyMap<string, WordUse> = new Map(
  lexicon.split('\n').map((line) => {
    const [word = '', counts = ''] = line.split(' ');
    const [segment = 0, part = 0, thenParameter = 0, thenLiteral = 0] = [...counts].map(
      (digit) => Number.parseInt(digit, 36) / 3,
    );
    return [word, { segment, part, thenParameter, thenLiteral }];
  }),
);

export const wordUse = (word: string): WordUse => uses.get(word.toLowerCase()) ?? unknown;

/** `getUserDetails`, `transaction-history`, `v2Accounts` in lower-case words. */
export const wordsOf = (segment: string): readonly string[] =>
  segment
    .slice(0, 128)
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

const letters = 27;
const letterAt = (word: string, index: number): number => {
  const code = word.charCodeAt(index) - 97;
  return code >= 0 && code < 26 ? code : 26;
};

/** Log-probability of letter after letter in the lexicon's words, with add-one smoothing. */
const chain = (() => {
  const counts = new Float64Array(letters * letters).fill(1);
  for (const [word, { segment, part }] of uses)
    for (let index = 0; index <= word.length; index++) {
      const cell = letterAt(word, index - 1) * letters + letterAt(word, index);
      counts[cell] = (counts[cell] ?? 0) + segment + part;
    }
  for (let row = 0; row < letters; row++) {
    const cells = counts.subarray(row * letters, (row + 1) * letters);
    const total = cells.reduce((sum, count) => sum + count, 0);
    cells.forEach((count, index) => {
      cells[index] = Math.log(count / total);
    });
  }
  return counts;
})();

/** Mean log-probability per letter: about −2.3 for words of interfaces, below −3.3 for random letters. */
export const familiarity = (segment: string): number => {
  const word = segment.slice(0, 128).toLowerCase();
  let sum = 0;
  for (let index = 0; index <= word.length; index++)
    sum += chain[letterAt(word, index - 1) * letters + letterAt(word, index)] ?? 0;
  return sum / (word.length + 1);
};
