import type { MergeReason } from '../api-record.ts';
import { hasGatewayId, type Thing } from './thing.ts';
import { unionFind } from './union-find.ts';

/** Two things that a rule takes for one API, and why. */
export interface Join {
  readonly kind: string;
  readonly left: Thing;
  readonly right: Thing;
  /** One sentence for a person. */
  readonly sentence: string;
}

/** Things that were joined, while they are joined. A cluster is named by any of its things. */
export interface Clusters {
  readonly things: readonly Thing[];
  thing(key: string): Thing | undefined;
  /** Name of the cluster that a thing is in, equal for all of its things. */
  of(thing: Thing): number;
  members(thing: Thing): readonly Thing[];
  isOne(a: Thing, b: Thing): boolean;
  /** Whether a join is possible at all: never two gateway ids, never what a person put apart. */
  mayJoin(a: Thing, b: Thing): boolean;
  /** Carries a join out where it is possible. @returns whether the two are one cluster now */
  join(join: Join): boolean;
  /** Why the things of a cluster are one. */
  reasons(thing: Thing): readonly MergeReason[];
}

/** Every thing by itself, with what a person put apart: pairs of keys that stay in different clusters whatever joins them. */
export const clustersOf = (
  things: readonly Thing[],
  apart: readonly { readonly left: string; readonly right: string }[],
): Clusters => {
  const index = new Map(things.map((thing, position) => [thing.key, position]));
  const at = (thing: Thing): number => index.get(thing.key) ?? -1;
  const sets = unionFind(things.length);
  const gatewayOf = things.map((thing) => (hasGatewayId(thing) ? thing.key : undefined));
  const reasons: MergeReason[][] = things.map(() => []);
  const kept = apart.flatMap(({ left, right }) => {
    const [a, b] = [index.get(left), index.get(right)];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  const mayJoin = (a: Thing, b: Thing): boolean => {
    const [one, other] = [sets.find(at(a)), sets.find(at(b))];
    if (one === other) return true;
    const [gateway, second] = [gatewayOf[one], gatewayOf[other]];
    if (gateway && second && gateway !== second) return false;
    return !kept.some(([x, y]) => {
      const [left, right] = [sets.find(x), sets.find(y)];
      return (left === one && right === other) || (left === other && right === one);
    });
  };
  return {
    things,
    thing: (key) => things[index.get(key) ?? -1],
    of: (thing) => sets.find(at(thing)),
    members: (thing) => sets.members(at(thing)).flatMap((position) => things[position] ?? []),
    isOne: (a, b) => sets.find(at(a)) === sets.find(at(b)),
    mayJoin,
    join({ kind, left, right, sentence }) {
      const [one, other] = [sets.find(at(left)), sets.find(at(right))];
      if (one === other) return true;
      if (!mayJoin(left, right)) return false;
      const gateway = gatewayOf[one] ?? gatewayOf[other];
      const merged = [...(reasons[one] ?? []), ...(reasons[other] ?? [])];
      merged.push({ kind, left: left.key, right: right.key, sentence });
      sets.union(one, other);
      const root = sets.find(one);
      gatewayOf[root] = gateway;
      reasons[one] = [];
      reasons[other] = [];
      reasons[root] = merged;
      return true;
    },
    reasons: (thing) => reasons[sets.find(at(thing))] ?? [],
  };
};
