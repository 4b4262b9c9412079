import { mulberry32 } from './random.ts';
import { type Kind, surest, type World } from './worlds.ts';

/** One bank's worth of finds: for each API a bit for each source that found it. */
export type Draw = readonly number[];
export type Generator = (world: World, apis: number, seed: number) => () => Draw;

/** First generator: every API draws its kind and its own visibility, and every source tosses its own coin for it. */
export const cellByCell: Generator = ({ kinds }, apis, seed) => {
  const random = mulberry32(seed);
  const kindOf = (): Kind | undefined => {
    let rest = random();
    for (const kind of kinds) {
      rest -= kind.share;
      if (rest < 0) return kind;
    }
    return kinds.at(-1);
  };
  return () =>
    Array.from({ length: apis }, () => {
      const kind = kindOf();
      if (!kind) return 0;
      const { found, spread } = kind;
      // The power of a uniform draw is Beta(alpha, 1).
      const factor = spread ? spread.scale * random() ** (1 / spread.alpha) : 1;
      return found.reduce(
        (bits, p, source) => (random() < Math.min(surest, p * factor) ? bits | (1 << source) : bits),
        0,
      );
    });
};
