import { isJunk, isSlip } from './junk.ts';
import { isEvidence, type PathUse } from './path-use.ts';
import { principalCount } from './principals.ts';
import { splitPath } from './segments.ts';
import { tokenOf } from './token.ts';

/** What a host's traffic as a whole says about single answers. */
export interface HostGate {
  /** Answers that the host also gives to paths that it does not have; none of them shows an endpoint by itself. */
  readonly fallback: ReadonlySet<number>;
  /** It answers 2xx to anything: an endpoint must show itself by repeated use. */
  readonly catchAll: boolean;
  /** Answers to this use that show an endpoint. */
  evidenceOf(use: PathUse): number;
}

/** Answers that a filter in front of the routes gives as well: authentication, rate limits, redirects, outages. */
const isStrong = (status: number): boolean =>
  (status >= 200 && status < 300) || status === 304 || status === 409 || status === 422;

interface Caller {
  paths: number;
  stray: number;
  strong: number;
}

/** Junk paths that must agree before a status counts as the host's fallback. */
const minJunk = 3;
const strayPaths = 5;
const strayShare = 0.8;
const establishedShare = 0.005;

const rootOf = (use: PathUse): string => {
  const first = splitPath(use.path)?.[0] ?? '';
  return tokenOf(first) ? '{}' : first;
};

const hashesOf = (use: PathUse): readonly number[] =>
  'hashes' in use.principals ? use.principals.hashes : [];

const strongIn = (use: PathUse): number => {
  let count = 0;
  for (const status in use.statuses)
    if (isStrong(Number(status)) && use.method !== 'OPTIONS') count += use.statuses[status] ?? 0;
  return count;
};

/**
 * Roots that many use are where the interface is. A caller who walks outside of them most of the time looks for
 * something; what it is told there is what the host says to anything.
 */
const callersOf = (uses: readonly PathUse[]) => {
  const roots = new Map<string, number>();
  let total = 0;
  for (const use of uses) {
    if (use.evidence === 0 || principalCount(use.principals) < 2 || isJunk(use.path)) continue;
    const root = rootOf(use);
    roots.set(root, (roots.get(root) ?? 0) + use.evidence);
  }
  for (const use of uses) total += use.evidence;
  let within = 0;
  const established = new Set<string>();
  for (const [root, evidence] of roots)
    if (evidence >= establishedShare * total) {
      established.add(root);
      within += evidence;
    }
  // Where most traffic has no common root, being outside of it says nothing.
  const tellsApart = within >= 0.5 * total;
  const isStray = (use: PathUse): boolean =>
    isJunk(use.path) || (tellsApart && !established.has(rootOf(use)));
  const callers = new Map<number, Caller>();
  for (const use of uses) {
    const stray = isStray(use);
    const strong = strongIn(use);
    for (const hash of hashesOf(use)) {
      const caller = callers.get(hash) ?? { paths: 0, stray: 0, strong: 0 };
      caller.paths++;
      if (stray) caller.stray++;
      else if (strong > 0) caller.strong++;
      callers.set(hash, caller);
    }
  }
  return { callers, isStray };
};

/** @param uses all of one host, those of declared routes too. */
export const hostGate = (uses: readonly PathUse[]): HostGate => {
  const { callers, isStray } = callersOf(uses);
  const seeks = (hash: number): boolean => {
    const caller = callers.get(hash);
    return caller !== undefined && caller.stray >= strayShare * caller.paths;
  };
  const answers = new Map<number, number>();
  let asked = 0;
  for (const use of uses) {
    if (use.method === 'OPTIONS' || !isStray(use)) continue;
    const hashes = hashesOf(use);
    const scanned =
      isJunk(use.path) ||
      (hashes.length > 0 &&
        hashes.every((hash) => seeks(hash) && (callers.get(hash)?.stray ?? 0) >= strayPaths));
    if (!scanned) continue;
    asked++;
    for (const status in use.statuses) answers.set(Number(status), (answers.get(Number(status)) ?? 0) + 1);
  }
  const fallback = new Set(
    [...answers]
      .filter(([status, count]) => count >= minJunk && count >= 0.15 * asked && isEvidence('GET', status))
      .map(([status]) => status),
  );
  const catchAll = [...fallback].some((status) => status < 300);
  const authenticated = uses.reduce((sum, use) => sum + (use.authenticated ?? 0), 0);
  const requests = uses.reduce((sum, use) => sum + (use.authenticated === undefined ? 0 : use.requests), 0);
  const tellsIdentity = requests > 0 && authenticated >= 0.5 * requests;

  const evidenceOf = (use: PathUse): number => {
    let strong = 0;
    let weak = 0;
    for (const key in use.statuses) {
      const status = Number(key);
      if (!isEvidence(use.method, status)) continue;
      const isFallback = fallback.has(status);
      if (isFallback && !(catchAll && status < 300)) continue;
      if (isStrong(status)) strong += use.statuses[status] ?? 0;
      else weak += use.statuses[status] ?? 0;
    }
    const evidence = Math.min(strong + weak, use.evidence);
    if (evidence === 0) return 0;
    const hashes = hashesOf(use);
    if (catchAll) {
      if (use.path.split('/').some(isSlip)) return 0;
      if (tellsIdentity && use.authenticated === 0) return 0;
      if (hashes.length > 0 && hashes.every(seeks)) return 0;
    }
    if (isJunk(use.path) && (catchAll || hashes.length < 2 || evidence < 5)) return 0;
    // A filter's answer counts for callers whom the interface itself has answered.
    if (strong === 0 && hashes.length > 0 && !hashes.some((hash) => (callers.get(hash)?.strong ?? 0) > 0))
      return 0;
    return evidence;
  };
  return { fallback, catchAll, evidenceOf };
};
