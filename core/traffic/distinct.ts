import { createHash } from 'node:crypto';

/**
 * Distinct callers in bounded memory: the smallest hashes seen (k minimum values; Bar-Yossef et al. 2002). Union keeps
 * the smallest again, so that the result does not depend on order or split. Exact below `kept`, about ±13 % above.
 * Who called cannot be read back from it in practice; it says how many, not who.
 */
export type DistinctHashes = readonly number[];

const kept = 64;
const range = 2 ** 52;

export const distinctHash = (value: string): number =>
  Number.parseInt(createHash('sha256').update(value).digest('hex').slice(0, 13), 16);

export const withHash = (hashes: DistinctHashes, hash: number): DistinctHashes => {
  if (hashes.length === kept && hash >= (hashes[kept - 1] ?? range)) return hashes;
  if (hashes.includes(hash)) return hashes;
  return [...hashes, hash].sort((a, b) => a - b).slice(0, kept);
};

export const unionOf = (a: DistinctHashes, b: DistinctHashes): DistinctHashes =>
  [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, kept);

/** How many distinct values, rounded. */
export const countOf = (hashes: DistinctHashes): number =>
  hashes.length < kept ? hashes.length : Math.round((kept - 1) / ((hashes[kept - 1] ?? range) / range));
