import { addStatuses, earliest, latest } from './entry.ts';
import type { PathUse } from './path-use.ts';
import { mergePrincipals } from './principals.ts';

const together = (a: PathUse, b: PathUse): PathUse => {
  const statuses: Record<number, number> = {};
  addStatuses(statuses, a.statuses);
  addStatuses(statuses, b.statuses);
  const firstSeen = earliest(a.firstSeen, b.firstSeen);
  const lastSeen = latest(a.lastSeen, b.lastSeen);
  return {
    host: a.host,
    method: a.method,
    path: a.path,
    requests: a.requests + b.requests,
    evidence: a.evidence + b.evidence,
    statuses,
    principals: mergePrincipals(a.principals, b.principals),
    ...(a.authenticated === undefined && b.authenticated === undefined
      ? {}
      : { authenticated: (a.authenticated ?? 0) + (b.authenticated ?? 0) }),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
  };
};

/** Uses of each host, one per method and path, in an order that does not depend on the input's. */
export const usesByHost = (uses: Iterable<PathUse>): readonly (readonly PathUse[])[] => {
  const hosts = new Map<string, Map<string, PathUse>>();
  for (const use of uses) {
    const of = hosts.get(use.host) ?? new Map<string, PathUse>();
    hosts.set(use.host, of);
    const key = `${use.path} ${use.method}`;
    const known = of.get(key);
    of.set(key, known ? together(known, use) : use);
  }
  return [...hosts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, of]) => [...of].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use));
};
