import { isJunk } from './junk.ts';
import type { PathUse } from './path-use.ts';
import { tokenOf } from './token.ts';

/** What callers do on a host, of those whom the sketches still tell one by one. */
export interface Callers {
  /** Whether the path begins where the interface is. */
  isWithin(use: PathUse): boolean;
  /** Never was where the interface is. On a host that answers anything, that is nobody's use. */
  isOutside(hash: number): boolean;
  /** Walks where nobody else does, often enough that the answers say what the host says to anything. */
  seeksWidely(hash: number): boolean;
  /** Was answered by the interface itself. */
  isServed(hash: number): boolean;
}

interface Caller {
  paths: number;
  /** Paths that begin with a value by form: they count neither way for whoever goes alone. */
  valueRoots: number;
  stray: number;
  served: number;
  /** Roots that nobody else went to. */
  ownRoots: number;
}

const strayPaths = 5;
const strayShare = 0.8;
/** Seekers are few; if this share of the callers looked like them, it would be the interface that looks so. */
const mostSeekers = 0.2;
const establishedShare = 0.02;
const establishedEvidence = 3;
/** So many roots of its own, and none of them with an identity, has no client. */
const manyOwnRoots = 50;
const rootsRemembered = 65_536;
const several = -1;

export const hashesOf = (use: PathUse): readonly number[] =>
  'hashes' in use.principals ? use.principals.hashes : [];

/** The first part of each path, values by form as `{}`, and whether the path looks like a scanner's. */
interface Visits {
  readonly uses: readonly PathUse[];
  readonly roots: readonly string[];
  readonly junk: Readonly<Uint8Array>;
}

const valueRoot = '{}';

const rootOf = ({ path }: PathUse): string => {
  const end = path.indexOf('/', 1);
  const first = path.slice(1, end < 0 ? undefined : end).slice(0, 256);
  return tokenOf(first) === undefined ? first : valueRoot;
};

const visitsOf = (uses: readonly PathUse[]): Visits => ({
  uses,
  roots: uses.map(rootOf),
  junk: Uint8Array.from(uses, ({ path }) => (isJunk(path) ? 1 : 0)),
});

/** The only caller of each root that one came to without an identity, or `several`. */
const visitorsOf = ({ uses, roots }: Visits): ReadonlyMap<string, number> => {
  const visitors = new Map<string, number>();
  uses.forEach((use, index) => {
    const root = roots[index] ?? '';
    const hashes = hashesOf(use);
    const only = hashes.length === 1 && !use.authenticated ? (hashes[0] as number) : several;
    const before = visitors.get(root);
    if (before === undefined) {
      if (visitors.size < rootsRemembered) visitors.set(root, only);
    } else if (before !== only) visitors.set(root, several);
  });
  return visitors;
};

/** Roots that carry a part of the traffic which several callers share: where the interface is. */
const establishedIn = (
  { uses, roots, junk }: Visits,
  visitors: ReadonlyMap<string, number>,
): ReadonlySet<string> => {
  const evidence = new Map<string, number>();
  let total = 0;
  uses.forEach((use, index) => {
    const root = roots[index] ?? '';
    if (junk[index] || use.evidence === 0 || visitors.get(root) !== several) return;
    evidence.set(root, (evidence.get(root) ?? 0) + use.evidence);
    total += use.evidence;
  });
  const least = Math.max(establishedEvidence, establishedShare * total);
  return new Set([...evidence].filter(([, count]) => count >= least).map(([root]) => root));
};

export const callersOf = (uses: readonly PathUse[], servedBy: (use: PathUse) => boolean): Callers => {
  const visits = visitsOf(uses);
  const visitors = visitorsOf(visits);
  const established = establishedIn(visits, visitors);
  const callers = new Map<number, Caller>();
  uses.forEach((use, index) => {
    const root = visits.roots[index] ?? '';
    const stray = visits.junk[index] === 1 || !established.has(root);
    const served = !stray && servedBy(use);
    for (const hash of hashesOf(use)) {
      let caller = callers.get(hash);
      if (!caller) {
        caller = { paths: 0, valueRoots: 0, stray: 0, served: 0, ownRoots: 0 };
        callers.set(hash, caller);
      }
      caller.paths++;
      if (root === valueRoot) caller.valueRoots++;
      if (stray) caller.stray++;
      if (served) caller.served++;
    }
  });
  for (const hash of visitors.values()) {
    const caller = callers.get(hash);
    if (caller) caller.ownRoots++;
  }
  const strays = (caller: Caller): boolean => caller.stray >= strayShare * caller.paths;
  const straying = [...callers.values()].filter(strays).length;
  // Where every second caller has a root of its own, being outside of the common ones says nothing.
  const tellsApart = established.size > 0 && straying <= Math.max(3, mostSeekers * callers.size);
  const roams = ({ ownRoots, paths, valueRoots }: Caller): boolean =>
    ownRoots >= manyOwnRoots && ownRoots >= 0.5 * Math.min(paths - valueRoots, rootsRemembered);
  return {
    isWithin: (use) => established.has(rootOf(use)),
    isOutside: (hash) => {
      const caller = callers.get(hash);
      return caller !== undefined && ((established.size > 0 && strays(caller)) || roams(caller));
    },
    seeksWidely: (hash) => {
      const caller = callers.get(hash);
      return (
        caller !== undefined &&
        ((tellsApart && strays(caller) && caller.stray >= strayPaths) || roams(caller))
      );
    },
    // Without common roots nobody can be told to have been served, and everybody is taken to be.
    isServed: (hash) => established.size === 0 || (callers.get(hash)?.served ?? 0) > 0,
  };
};
