import { type Fingerprints, fingerprints } from './fingerprints.ts';
import { grown } from './grown.ts';
import { isoOf } from './instant.ts';
import { hashOfText } from './path-hash.ts';
import { keptNames } from './query-names.ts';
import type { ResolvedRequest } from './resolve-request.ts';
import type { DataSighting } from './sensitive-data.ts';
import { type Tally, tallies } from './tallies.ts';
import { byHash, type TrafficLimits } from './traffic-state.ts';
import { type Counts, mergeData, type PathCounts, storedPrincipals, type Usage, usageKey } from './usage.ts';

/** Numbers that stand for no usage. */
export const unseen = -1;
/** Undeclared, and no answer has shown it yet. */
export const undeclared = -2;
export const unusable = -3;

interface Group {
  readonly key: string;
  readonly place: ResolvedRequest['place'];
  readonly hash: number;
  /** Tally of requests that no kept path counts. */
  readonly tally: number;
  /** Tallies of the paths that are kept. */
  readonly paths: Map<string, number>;
  /** Paths with larger hashes are not kept. */
  bound: number;
  data: readonly DataSighting[];
  queryNames: Record<string, number>;
  credentials: Record<string, number>;
}

export interface PathGroups {
  readonly known: Fingerprints;
  /** The number a tally now counts under: a path that is no longer kept counts for its group. */
  readonly current: (target: number) => number;
  readonly isDeclared: (target: number) => boolean;
  /** Number to count under. */
  readonly targetOf: (resolved: ResolvedRequest) => number;
  readonly count: ReturnType<typeof tallies>['count'];
  readonly nameQuery: (target: number, names: readonly string[]) => void;
  readonly nameCredential: (target: number, names: readonly string[]) => void;
  /** Usages by key, not yet cut to the limits. */
  readonly usages: () => ReadonlyMap<string, Usage>;
}

const countsOf = (tally: Tally): Counts => {
  const firstSeen = isoOf(tally.first);
  const lastSeen = isoOf(tally.last);
  return {
    requests: tally.requests,
    evidence: tally.evidence,
    ...(tally.authenticated > 0 ? { authenticated: tally.authenticated } : {}),
    statuses: tally.statuses,
    principals: storedPrincipals(tally.principals),
    ...(firstSeen ? { firstSeen } : {}),
    ...(lastSeen ? { lastSeen } : {}),
  };
};

/** Names of one group that are held before they are cut to those that stay. */
const heldNames = 128;

/**
 * Tallies of declared endpoints and of groups of undeclared paths, within the limits. A group keeps the paths with the
 * smallest hashes apart, so that endpoints can be inferred from whole paths, and sums up the rest.
 */
export const pathGroups = (limits: TrafficLimits): PathGroups => {
  const tally = tallies();
  /** Counts what is over the limits; nobody reads it. */
  const overflow = tally.add();
  const groups = new Map<string, Group>();
  const groupOf: (Group | undefined)[] = [];
  /** By tally, the one it now counts under; itself, unless its path is no longer kept. */
  let heirs = new Int32Array(1024);
  /** By tally, whether a document or the gateway declares what it counts. */
  let declared = new Uint8Array(1024);
  let moved: number[] = [];
  let bound = Number.POSITIVE_INFINITY;
  let undeclaredGroups = 0;

  const release = (): void => {
    for (const id of moved) {
      tally.drop(id);
      groupOf[id] = undefined;
    }
    moved = [];
  };
  const addTally = (group: Group | undefined): number => {
    const id = tally.add();
    if (id >= heirs.length) {
      heirs = grown(heirs, 2 * heirs.length);
      declared = grown(declared, 2 * declared.length);
    }
    heirs[id] = id;
    groupOf[id] = group;
    declared[id] = 0;
    return id;
  };
  const move = (from: number, to: number): void => {
    heirs[from] = to;
    moved.push(from);
  };
  const known = fingerprints(release);
  const dropGroup = (group: Group): void => {
    groups.delete(group.key);
    for (const id of group.paths.values()) move(id, overflow);
    move(group.tally, overflow);
  };

  const trimGroups = (): void => {
    const order = [...groups.values()]
      .filter(({ place }) => !place.known)
      .sort((a, b) => byHash({ hash: a.hash, name: a.key }, { hash: b.hash, name: b.key }));
    bound = order[limits.undeclared]?.hash ?? bound;
    for (const group of order.slice(limits.undeclared)) dropGroup(group);
    undeclaredGroups = Math.min(order.length, limits.undeclared);
    known.clear();
    release();
  };

  const trimPaths = (group: Group): void => {
    const order = [...group.paths].map(([name, id]) => ({ name, id, hash: hashOfText(name) })).sort(byHash);
    for (const { name, id } of order.slice(limits.pathsOfOne)) {
      group.paths.delete(name);
      tally.join(id, group.tally);
      move(id, group.tally);
    }
    group.bound = order[limits.pathsOfOne - 1]?.hash ?? group.bound;
    if (moved.length > 65_536) {
      known.clear();
      release();
    }
  };

  const groupFor = (place: ResolvedRequest['place']): Group | undefined => {
    const key = usageKey(place);
    const found = groups.get(key);
    if (found) return found;
    const hash = hashOfText(key);
    if (!place.known) {
      if (hash > bound) return undefined;
      if (undeclaredGroups >= 2 * limits.undeclared) {
        trimGroups();
        if (hash > bound) return undefined;
      }
      undeclaredGroups += 1;
    }
    const group: Group = {
      key,
      place,
      hash,
      tally: addTally(undefined),
      paths: new Map(),
      bound: Number.POSITIVE_INFINITY,
      data: [],
      queryNames: {},
      credentials: {},
    };
    groups.set(key, group);
    groupOf[group.tally] = group;
    declared[group.tally] = place.known ? 1 : 0;
    return group;
  };

  const targetOf = ({ place, path, data }: ResolvedRequest): number => {
    const group = groupFor(place);
    if (!group) return overflow;
    if (data.length > 0) group.data = mergeData(group.data, data);
    if (path === undefined) return group.tally;
    const kept = group.paths.get(path);
    if (kept !== undefined) return kept;
    const hash = hashOfText(path);
    if (hash > group.bound) return group.tally;
    if (group.paths.size >= 2 * limits.pathsOfOne) {
      trimPaths(group);
      if (hash > group.bound) return group.tally;
    }
    const id = addTally(group);
    group.paths.set(path, id);
    return id;
  };

  const usageOf = (group: Group): Usage => {
    if (group.paths.size > limits.pathsOfOne) trimPaths(group);
    const paths: PathCounts[] = [...group.paths].map(([path, id]) => ({ path, ...countsOf(tally.read(id)) }));
    const whole = tally.add();
    tally.join(group.tally, whole);
    for (const id of group.paths.values()) tally.join(id, whole);
    const sum = countsOf(tally.read(whole));
    tally.drop(whole);
    return {
      ...group.place,
      ...sum,
      ...(Object.keys(group.queryNames).length > 0 ? { queryNames: keptNames(group.queryNames) } : {}),
      ...(Object.keys(group.credentials).length > 0 ? { credentials: group.credentials } : {}),
      ...(group.data.length > 0 ? { data: group.data } : {}),
      ...(paths.length > 0 ? { paths } : {}),
    };
  };

  return {
    known,
    current: (target) => heirs[target] as number,
    isDeclared: (target) => declared[target] === 1,
    targetOf,
    count: tally.count,
    nameQuery: (target, names) => {
      const group = groupOf[target];
      if (!group) return;
      for (const name of names) group.queryNames[name] = (group.queryNames[name] ?? 0) + 1;
      if (Object.keys(group.queryNames).length > heldNames)
        group.queryNames = { ...keptNames(group.queryNames) };
    },
    nameCredential: (target, names) => {
      const group = groupOf[target];
      for (const name of group ? names : [])
        (group as Group).credentials[name] = ((group as Group).credentials[name] ?? 0) + 1;
    },
    usages: () => new Map([...groups.values()].map((group) => [group.key, usageOf(group)])),
  };
};
