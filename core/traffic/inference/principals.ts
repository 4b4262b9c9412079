/**
 * Distinct callers of one path in bounded memory. Exact up to `exactUpTo`; above, a HyperLogLog of 2^6 registers
 * (Flajolet et al. 2007; standard error 1.04 / √64 = 13 %). Both forms merge to the same value in any order.
 * Elements are 32-bit hashes, best keyed, of the caller's identity: who called cannot be read back.
 */
export type Principals =
  /** Sorted, distinct. */
  | { readonly hashes: readonly number[] }
  /** 64 ranks, 0–27. */
  | { readonly registers: Readonly<Uint8Array> };

export const exactUpTo = 4;

const indexBits = 6;
const size = 2 ** indexBits;

export const noPrincipals: Principals = { hashes: [] };

const raise = (registers: Uint8Array, hash: number): void => {
  const index = hash >>> (32 - indexBits);
  const rank = Math.clz32((hash << indexBits) | (size - 1)) + 1;
  if (rank > (registers[index] ?? 0)) registers[index] = rank;
};

const registersOf = (principals: Principals): Uint8Array => {
  if ('registers' in principals) return Uint8Array.from(principals.registers);
  const registers = new Uint8Array(size);
  for (const hash of principals.hashes) raise(registers, hash);
  return registers;
};

export const mergePrincipals = (a: Principals, b: Principals): Principals => {
  if ('hashes' in a && 'hashes' in b) {
    const hashes = [...new Set([...a.hashes, ...b.hashes])];
    if (hashes.length <= exactUpTo) return { hashes: hashes.sort((x, y) => x - y) };
    const registers = new Uint8Array(size);
    for (const hash of hashes) raise(registers, hash);
    return { registers };
  }
  const registers = registersOf(a);
  const others = registersOf(b);
  for (let index = 0; index < size; index++)
    registers[index] = Math.max(registers[index] ?? 0, others[index] ?? 0);
  return { registers };
};

/** @param hash of the caller, an unsigned 32-bit integer. */
export const withPrincipal = (principals: Principals, hash: number): Principals => {
  if ('hashes' in principals && principals.hashes.includes(hash)) return principals;
  return mergePrincipals(principals, { hashes: [hash >>> 0] });
};

/** How many distinct callers, rounded. */
export const principalCount = (principals: Principals): number => {
  if ('hashes' in principals) return principals.hashes.length;
  let sum = 0;
  let empty = 0;
  for (const rank of principals.registers) {
    sum += 2 ** -rank;
    if (rank === 0) empty++;
  }
  const raw = (0.709 * size * size) / sum;
  // Linear counting below 2.5 registers each, as the paper has it.
  const count = raw <= 2.5 * size && empty > 0 ? size * Math.log(size / empty) : raw;
  return Math.max(exactUpTo + 1, Math.round(count));
};

/** Adds up many sketches in place; the outcome is that of merging them one by one. */
export const principalsAccumulator = () => {
  let exact: readonly number[] = [];
  let registers: Uint8Array | undefined;
  return {
    add(principals: Principals): void {
      if (registers === undefined) {
        if ('hashes' in principals && principals.hashes.every((hash) => exact.includes(hash))) return;
        const merged = mergePrincipals({ hashes: exact }, principals);
        if ('hashes' in merged) exact = merged.hashes;
        else registers = Uint8Array.from(merged.registers);
      } else if ('hashes' in principals) for (const hash of principals.hashes) raise(registers, hash);
      else
        for (let index = 0; index < size; index++) {
          const rank = principals.registers[index] ?? 0;
          if (rank > (registers[index] ?? 0)) registers[index] = rank;
        }
    },
    result: (): Principals => (registers ? { registers } : { hashes: exact }),
  };
};
