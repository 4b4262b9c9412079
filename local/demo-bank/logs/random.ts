import { createHash } from 'node:crypto';

/** A sequence that is the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from `from` up to, not including, `to`. */
  readonly whole: (from: number, to: number) => number;
  /** One of them, by weight. @throws RangeError when there is none. */
  readonly pick: <Item>(items: readonly Item[], weight?: (item: Item) => number) => Item;
  readonly hex: (characters: number) => string;
}

/** Mulberry32 (Tommy Ettinger, public domain), seeded with a hash of the text. For test data only. */
export const seeded = (seed: string): Random => {
  let state = createHash('sha256').update(seed).digest().readUInt32BE(0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from));
  return {
    next,
    whole,
    pick: (items, weight = () => 1) => {
      const total = items.reduce((sum, item) => sum + weight(item), 0);
      let left = next() * total;
      const found = items.find((item) => {
        left -= weight(item);
        return left < 0;
      });
      const chosen = found ?? items.at(-1);
      if (chosen === undefined) throw new RangeError('There is nothing to pick from.');
      return chosen;
    },
    hex: (characters) =>
      Array.from({ length: Math.ceil(characters / 8) }, () =>
        Math.floor(next() * 4_294_967_296)
          .toString(16)
          .padStart(8, '0'),
      )
        .join('')
        .slice(0, characters),
  };
};
