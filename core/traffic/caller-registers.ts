import { grown } from './grown.ts';

const indexBits = 6;
const registers = 2 ** indexBits;

/** Registers of `Principals` for the few tallies that have more callers than are kept exactly. */
export const callerRegisters = () => {
  let pool = new Uint8Array(256 * registers);
  let used = 0;
  const free: number[] = [];
  return {
    take: (): number => {
      const place = free.pop() ?? used++;
      if (used * registers > pool.length) pool = grown(pool, 2 * pool.length);
      pool.fill(0, place * registers, (place + 1) * registers);
      return place;
    },
    give: (place: number): void => {
      free.push(place);
    },
    raise: (place: number, hash: number): void => {
      const index = place * registers + (hash >>> (32 - indexBits));
      const rank = Math.clz32((hash << indexBits) | (registers - 1)) + 1;
      if (rank > (pool[index] as number)) pool[index] = rank;
    },
    join: (from: number, into: number): void => {
      for (let index = 0; index < registers; index++) {
        const rank = pool[from * registers + index] as number;
        if (rank > (pool[into * registers + index] as number)) pool[into * registers + index] = rank;
      }
    },
    of: (place: number): Uint8Array => pool.slice(place * registers, (place + 1) * registers),
  };
};
