/** Deterministic draws (mulberry32), so that every run and every machine scores the same traffic. */
export interface Random {
  /** [0, 1) */
  next(): number;
  /** 0 … below−1 */
  int(below: number): number;
  chance(p: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  normal(): number;
  /** Characters of an alphabet. */
  text(alphabet: string, length: number): string;
}

export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
};

export const randomOf = (seedText: string): Random => {
  let seed = hashOf(seedText) | 0;
  const next = (): number => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    chance: (p) => next() < p,
    pick: (items) => items[int(items.length)] as never,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    text: (alphabet, length) => Array.from({ length }, () => alphabet[int(alphabet.length)]).join(''),
  };
};

/** Draws an index by weight: cumulative sums and a binary search. */
export const weighted = (weights: readonly number[]): ((random: Random) => number) => {
  let total = 0;
  const sums = weights.map((weight) => (total += weight));
  return (random) => {
    const at = random.next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
};

export const zipf = (count: number, exponent: number): ((random: Random) => number) =>
  weighted(Array.from({ length: count }, (_, index) => (index + 1) ** -exponent));
