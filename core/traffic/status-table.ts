import type { StatusCounts } from './status-counts.ts';

/** Statuses have three digits. */
const statusRange = 1000;

/** Counts by (tally, status), in an open-addressing table. */
export const statusTable = () => {
  let keys = new Uint32Array(4096);
  let counts = new Float64Array(4096);
  let size = 0;
  const seen = new Set<number>();
  const slotOf = (key: number): number => {
    const mask = keys.length - 1;
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  };
  const grow = (): void => {
    const before = { keys, counts };
    keys = new Uint32Array(2 * keys.length);
    counts = new Float64Array(keys.length);
    for (const [index, key] of before.keys.entries()) {
      if (key === 0) continue;
      const slot = slotOf(key);
      keys[slot] = key;
      counts[slot] = before.counts[index] as number;
    }
  };
  const keyOf = (id: number, status: number): number => id * statusRange + status + 1;
  const add = (id: number, status: number, count: number): void => {
    const key = keyOf(id, status);
    let slot = slotOf(key);
    if (keys[slot] === 0) {
      if (2 * ++size > keys.length) {
        grow();
        slot = slotOf(key);
      }
      keys[slot] = key;
      seen.add(status);
    }
    counts[slot] = (counts[slot] as number) + count;
  };
  return {
    add,
    of: (id: number): StatusCounts =>
      [...seen]
        .sort((a, b) => a - b)
        .map((status) => [status, counts[slotOf(keyOf(id, status))] as number] as const)
        .filter(([, count]) => count > 0),
    clear: (id: number): void => {
      for (const status of seen) counts[slotOf(keyOf(id, status))] = 0;
    },
  };
};
