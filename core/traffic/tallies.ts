import { callerRegisters } from './caller-registers.ts';
import { exactUpTo, type Principals } from './inference/principals.ts';
import type { StatusCounts } from './status-counts.ts';
import { statusTable } from './status-table.ts';

/** What was counted of one path or one endpoint; every member adds up, joins, or takes the least or largest. */
export interface Tally {
  readonly requests: number;
  /** Requests whose answer shows that something is there. */
  readonly evidence: number;
  /** Requests of callers whom an authorizer, a key or a certificate identified. */
  readonly authenticated: number;
  /** Answers by exact status; 0 where none was sent. */
  readonly statuses: StatusCounts;
  readonly principals: Principals;
  /** Milliseconds since 1970; NaN where no line told the time. */
  readonly first: number;
  readonly last: number;
}

/**
 * Tallies by a small number each, sixteen words a tally: all that one request touches lies in one line of the
 * processor's cache, and there is nothing to collect.
 */
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
}

/** Words of one tally; its first four are two doubles, the first and the last instant. */
const stride = 16;
const word = {
  requests: 4,
  evidence: 5,
  authenticated: 6,
  /** Two statuses with their counts; further ones are in a table. */
  statuses: 7,
  /** How many callers are known exactly; one more than fit: the next word is the place of the registers. */
  callers: 11,
  hashes: 12,
} as const;
const inRegisters = exactUpTo + 1;

const columnsOf = (capacity: number) => {
  const memory = new ArrayBuffer(4 * stride * capacity);
  return { ints: new Int32Array(memory), doubles: new Float64Array(memory) };
};

export const tallies = (): Tallies => {
  let capacity = 1024;
  let { ints, doubles } = columnsOf(capacity);
  const further = statusTable();
  const registers = callerRegisters();
  const free: number[] = [];
  let used = 0;

  const grow = (): void => {
    const before = ints;
    capacity *= 2;
    ({ ints, doubles } = columnsOf(capacity));
    ints.set(before);
  };
  const clear = (id: number): void => {
    ints.fill(0, stride * id, stride * (id + 1));
    doubles[(stride / 2) * id] = Number.POSITIVE_INFINITY;
    doubles[(stride / 2) * id + 1] = Number.NEGATIVE_INFINITY;
  };

  const addStatus = (id: number, status: number, count: number): void => {
    const at = stride * id + word.statuses;
    for (let slot = at; slot < at + 4; slot += 2) {
      const held = ints[slot + 1] as number;
      if (held > 0 && ints[slot] !== status) continue;
      ints[slot] = status;
      ints[slot + 1] = held + count;
      return;
    }
    further.add(id, status, count);
  };
  const statusesOf = (id: number): StatusCounts => {
    const at = stride * id + word.statuses;
    const own = [at, at + 2]
      .filter((slot) => (ints[slot + 1] as number) > 0)
      .map((slot) => [ints[slot] as number, ints[slot + 1] as number] as const);
    return [...own, ...(own.length === 2 ? further.of(id) : [])].sort(([a], [b]) => a - b);
  };

  const toRegisters = (at: number): void => {
    const place = registers.take();
    const size = ints[at + word.callers] as number;
    for (let index = 0; index < size; index++)
      registers.raise(place, ints[at + word.hashes + index] as number);
    ints[at + word.hashes] = place;
    ints[at + word.callers] = inRegisters;
  };
  const addCaller = (id: number, hash: number): void => {
    const at = stride * id;
    const size = ints[at + word.callers] as number;
    if (size === inRegisters) {
      registers.raise(ints[at + word.hashes] as number, hash);
      return;
    }
    const signed = hash | 0;
    for (let index = 0; index < size; index++) if (ints[at + word.hashes + index] === signed) return;
    if (size < exactUpTo) {
      ints[at + word.hashes + size] = signed;
      ints[at + word.callers] = size + 1;
      return;
    }
    toRegisters(at);
    registers.raise(ints[at + word.hashes] as number, hash);
  };
  const joinCallers = (from: number, into: number): void => {
    const a = stride * from;
    const b = stride * into;
    const size = ints[a + word.callers] as number;
    if (size !== inRegisters) {
      for (let index = 0; index < size; index++)
        addCaller(into, (ints[a + word.hashes + index] as number) >>> 0);
      return;
    }
    if (ints[b + word.callers] !== inRegisters) toRegisters(b);
    registers.join(ints[a + word.hashes] as number, ints[b + word.hashes] as number);
  };
  const callersOf = (id: number): Principals => {
    const at = stride * id;
    const size = ints[at + word.callers] as number;
    if (size === inRegisters) return { registers: registers.of(ints[at + word.hashes] as number) };
    const hashes = [...ints.subarray(at + word.hashes, at + word.hashes + size)];
    return { hashes: hashes.map((hash) => hash >>> 0).sort((a, b) => a - b) };
  };
  const instant = (index: number): number => {
    const at = doubles[index] as number;
    return Number.isFinite(at) ? at : Number.NaN;
  };

  return {
    add: () => {
      const reused = free.pop();
      if (reused !== undefined) return reused;
      if (used === capacity) grow();
      clear(used);
      return used++;
    },
    drop: (id) => {
      if (ints[stride * id + word.callers] === inRegisters)
        registers.give(ints[stride * id + word.hashes] as number);
      further.clear(id);
      clear(id);
      free.push(id);
    },
    count: (id, status, evidence, authenticated, principal, at) => {
      const from = stride * id;
      ints[from + word.requests] = (ints[from + word.requests] as number) + 1;
      if (evidence) ints[from + word.evidence] = (ints[from + word.evidence] as number) + 1;
      if (authenticated) ints[from + word.authenticated] = (ints[from + word.authenticated] as number) + 1;
      const time = (stride / 2) * id;
      if (at < (doubles[time] as number)) doubles[time] = at;
      if (at > (doubles[time + 1] as number)) doubles[time + 1] = at;
      addStatus(id, status, 1);
      if (principal >= 0) addCaller(id, principal);
    },
    join: (from, into) => {
      const a = stride * from;
      const b = stride * into;
      for (let index = word.requests; index <= word.authenticated; index++)
        ints[b + index] = (ints[b + index] as number) + (ints[a + index] as number);
      for (const [status, count] of statusesOf(from)) addStatus(into, status, count);
      joinCallers(from, into);
      const c = a / 2;
      const d = b / 2;
      doubles[d] = Math.min(doubles[d] as number, doubles[c] as number);
      doubles[d + 1] = Math.max(doubles[d + 1] as number, doubles[c + 1] as number);
    },
    read: (id) => ({
      requests: ints[stride * id + word.requests] as number,
      evidence: ints[stride * id + word.evidence] as number,
      authenticated: ints[stride * id + word.authenticated] as number,
      statuses: statusesOf(id),
      principals: callersOf(id),
      first: instant((stride / 2) * id),
      last: instant((stride / 2) * id + 1),
    }),
  };
};
