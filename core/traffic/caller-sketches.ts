import { grown } from './grown.ts';
import { exactUpTo, type Principals } from './inference/principals.ts';

const indexBits = 6;
const registers = 2 ** indexBits;

/** Hashes of the first callers in place; from the fifth on, registers (see `Principals`). */
export const callerSketches = () => {
  let exact = new Uint32Array(1024 * exactUpTo);
  /** How many are exact; `exactUpTo + 1`: in registers. */
  let sizes = new Uint8Array(1024);
  let places = new Int32Array(1024);
  let pool = new Uint8Array(256 * registers);
  let used = 0;
  const free: number[] = [];
  const raise = (place: number, hash: number): void => {
    const index = place * registers + (hash >>> (32 - indexBits));
    const rank = Math.clz32((hash << indexBits) | (registers - 1)) + 1;
    if (rank > (pool[index] as number)) pool[index] = rank;
  };
  const toRegisters = (id: number): void => {
    const place = free.pop() ?? used++;
    if (used * registers > pool.length) pool = grown(pool, 2 * pool.length);
    pool.fill(0, place * registers, (place + 1) * registers);
    for (let index = 0; index < (sizes[id] as number); index++)
      raise(place, exact[id * exactUpTo + index] as number);
    places[id] = place;
    sizes[id] = exactUpTo + 1;
  };
  const add = (id: number, hash: number): void => {
    const size = sizes[id] as number;
    if (size > exactUpTo) {
      raise(places[id] as number, hash);
      return;
    }
    const from = id * exactUpTo;
    for (let index = 0; index < size; index++) if (exact[from + index] === hash) return;
    if (size < exactUpTo) {
      exact[from + size] = hash;
      sizes[id] = size + 1;
      return;
    }
    toRegisters(id);
    raise(places[id] as number, hash);
  };
  return {
    add,
    resize: (length: number): void => {
      exact = grown(exact, length * exactUpTo);
      sizes = grown(sizes, length);
      places = grown(places, length);
    },
    join: (from: number, into: number): void => {
      const size = sizes[from] as number;
      if (size <= exactUpTo) {
        for (let index = 0; index < size; index++) add(into, exact[from * exactUpTo + index] as number);
        return;
      }
      if ((sizes[into] as number) <= exactUpTo) toRegisters(into);
      const a = (places[from] as number) * registers;
      const b = (places[into] as number) * registers;
      for (let index = 0; index < registers; index++)
        if ((pool[a + index] as number) > (pool[b + index] as number))
          pool[b + index] = pool[a + index] as number;
    },
    clear: (id: number): void => {
      if ((sizes[id] as number) > exactUpTo) free.push(places[id] as number);
      sizes[id] = 0;
    },
    of: (id: number): Principals => {
      const size = sizes[id] as number;
      if (size <= exactUpTo)
        return { hashes: [...exact.subarray(id * exactUpTo, id * exactUpTo + size)].sort((a, b) => a - b) };
      const place = (places[id] as number) * registers;
      return { registers: pool.slice(place, place + registers) };
    },
  };
};
