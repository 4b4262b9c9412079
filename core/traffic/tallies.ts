import { exactUpTo, type Principals } from './inference/principals.ts';

/** What was counted of one path or one endpoint; every member adds up, joins, or takes the least or largest. */
export interface Tally {
  readonly requests: number;
  /** Requests whose answer shows that something is there. */
  readonly evidence: number;
  /** Requests of callers whom an authorizer, a key or a certificate identified. */
  readonly authenticated: number;
  /** Answers by exact status; 0 where none was sent. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly principals: Principals;
  /** Milliseconds since 1970; NaN where no line told the time. */
  readonly first: number;
  readonly last: number;
}

const indexBits = 6;
const registers = 2 ** indexBits;
const statusRange = 1000;

/** Tallies in columns, by a small number each: no object a path, and nothing to collect. */
export interface Tallies {
  readonly add: () => number;
  /** The number is given out again. */
  readonly drop: (id: number) => void;
  /**
   * @param principal hash of the caller; -1: the line names none
   * @param at milliseconds, or NaN
   */
  readonly count: (
    id: number,
    status: number,
    evidence: boolean,
    authenticated: boolean,
    principal: number,
    at: number,
  ) => void;
  /** Adds everything of `from` to `into`. */
  readonly join: (from: number, into: number) => void;
  readonly read: (id: number) => Tally;
  readonly requestsOf: (id: number) => number;
}

const grown = <Column extends Float64Array | Uint32Array | Uint8Array | Int32Array>(
  column: Column,
  length: number,
): Column => {
  const larger = new (column.constructor as new (length: number) => Column)(length);
  larger.set(column);
  return larger;
};

/** Counts by (tally, status), in an open-addressing table. */
const statusCounts = () => {
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
    of: (id: number): Record<number, number> => {
      const found: Record<number, number> = {};
      for (const status of [...seen].sort((a, b) => a - b)) {
        const count = counts[slotOf(keyOf(id, status))] as number;
        if (count > 0) found[status] = count;
      }
      return found;
    },
    clear: (id: number): void => {
      for (const status of seen) counts[slotOf(keyOf(id, status))] = 0;
    },
  };
};

/** Hashes of the first callers in place; from the fifth on, registers (see `Principals`). */
const callerSketches = () => {
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

export const tallies = (): Tallies => {
  let capacity = 1024;
  let requests = new Float64Array(capacity);
  let evidences = new Float64Array(capacity);
  let authenticateds = new Float64Array(capacity);
  let firsts = new Float64Array(capacity).fill(Number.POSITIVE_INFINITY);
  let lasts = new Float64Array(capacity).fill(Number.NEGATIVE_INFINITY);
  const statuses = statusCounts();
  const callers = callerSketches();
  const free: number[] = [];
  let used = 0;
  const clear = (id: number): void => {
    requests[id] = 0;
    evidences[id] = 0;
    authenticateds[id] = 0;
    firsts[id] = Number.POSITIVE_INFINITY;
    lasts[id] = Number.NEGATIVE_INFINITY;
    statuses.clear(id);
    callers.clear(id);
  };
  const grow = (): void => {
    capacity *= 2;
    requests = grown(requests, capacity);
    evidences = grown(evidences, capacity);
    authenticateds = grown(authenticateds, capacity);
    firsts = grown(firsts, capacity).fill(Number.POSITIVE_INFINITY, used);
    lasts = grown(lasts, capacity).fill(Number.NEGATIVE_INFINITY, used);
    callers.resize(capacity);
  };
  return {
    add: () => {
      const reused = free.pop();
      if (reused !== undefined) return reused;
      if (used === capacity) grow();
      return used++;
    },
    drop: (id) => {
      clear(id);
      free.push(id);
    },
    count: (id, status, evidence, authenticated, principal, at) => {
      requests[id] = (requests[id] as number) + 1;
      if (evidence) evidences[id] = (evidences[id] as number) + 1;
      if (authenticated) authenticateds[id] = (authenticateds[id] as number) + 1;
      statuses.add(id, status, 1);
      if (principal >= 0) callers.add(id, principal);
      if (at < (firsts[id] as number)) firsts[id] = at;
      if (at > (lasts[id] as number)) lasts[id] = at;
    },
    join: (from, into) => {
      requests[into] = (requests[into] as number) + (requests[from] as number);
      evidences[into] = (evidences[into] as number) + (evidences[from] as number);
      authenticateds[into] = (authenticateds[into] as number) + (authenticateds[from] as number);
      for (const [status, count] of Object.entries(statuses.of(from)))
        statuses.add(into, Number(status), count);
      callers.join(from, into);
      firsts[into] = Math.min(firsts[into] as number, firsts[from] as number);
      lasts[into] = Math.max(lasts[into] as number, lasts[from] as number);
    },
    requestsOf: (id) => requests[id] as number,
    read: (id) => ({
      requests: requests[id] as number,
      evidence: evidences[id] as number,
      authenticated: authenticateds[id] as number,
      statuses: statuses.of(id),
      principals: callers.of(id),
      first: Number.isFinite(firsts[id]) ? (firsts[id] as number) : Number.NaN,
      last: Number.isFinite(lasts[id]) ? (lasts[id] as number) : Number.NaN,
    }),
  };
};
