import { callerSketches } from './caller-sketches.ts';
import { grown } from './grown.ts';
import type { Principals } from './inference/principals.ts';
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
}

/** Columns of one tally, side by side: requests, evidence, authenticated, first, last. */
const stride = 5;

export const tallies = (): Tallies => {
  let capacity = 1024;
  let columns = new Float64Array(stride * capacity);
  const statuses = statusTable();
  const callers = callerSketches();
  const free: number[] = [];
  let used = 0;
  const clear = (id: number): void => {
    const at = stride * id;
    columns.fill(0, at, at + 3);
    columns[at + 3] = Number.POSITIVE_INFINITY;
    columns[at + 4] = Number.NEGATIVE_INFINITY;
  };
  const instant = (index: number): number => {
    const at = columns[index] as number;
    return Number.isFinite(at) ? at : Number.NaN;
  };
  return {
    add: () => {
      const reused = free.pop();
      if (reused !== undefined) return reused;
      if (used === capacity) {
        capacity *= 2;
        columns = grown(columns, stride * capacity);
        callers.resize(capacity);
      }
      clear(used);
      return used++;
    },
    drop: (id) => {
      clear(id);
      statuses.clear(id);
      callers.clear(id);
      free.push(id);
    },
    count: (id, status, evidence, authenticated, principal, at) => {
      const from = stride * id;
      columns[from] = (columns[from] as number) + 1;
      if (evidence) columns[from + 1] = (columns[from + 1] as number) + 1;
      if (authenticated) columns[from + 2] = (columns[from + 2] as number) + 1;
      if (at < (columns[from + 3] as number)) columns[from + 3] = at;
      if (at > (columns[from + 4] as number)) columns[from + 4] = at;
      statuses.add(id, status, 1);
      if (principal >= 0) callers.add(id, principal);
    },
    join: (from, into) => {
      const a = stride * from;
      const b = stride * into;
      for (let column = 0; column < 3; column++)
        columns[b + column] = (columns[b + column] as number) + (columns[a + column] as number);
      columns[b + 3] = Math.min(columns[b + 3] as number, columns[a + 3] as number);
      columns[b + 4] = Math.max(columns[b + 4] as number, columns[a + 4] as number);
      for (const [status, count] of statuses.of(from)) statuses.add(into, status, count);
      callers.join(from, into);
    },
    read: (id) => ({
      requests: columns[stride * id] as number,
      evidence: columns[stride * id + 1] as number,
      authenticated: columns[stride * id + 2] as number,
      statuses: statuses.of(id),
      principals: callers.of(id),
      first: instant(stride * id + 3),
      last: instant(stride * id + 4),
    }),
  };
};
