import type { PathUse } from './inference/path-use.ts';
import type { StatusCounts } from './status-counts.ts';
import { type Counts, principalsFrom, type Usage } from './usage.ts';

const useOf = (
  place: { readonly host: string; readonly method: string },
  path: string,
  counts: Counts,
): PathUse => ({
  host: place.host,
  method: place.method,
  path,
  requests: counts.requests,
  evidence: counts.evidence,
  statuses: Object.fromEntries(counts.statuses),
  principals: principalsFrom(counts.principals),
  ...(counts.authenticated ? { authenticated: counts.authenticated } : {}),
  ...(counts.firstSeen ? { firstSeen: counts.firstSeen } : {}),
  ...(counts.lastSeen ? { lastSeen: counts.lastSeen } : {}),
});

const minus = (whole: StatusCounts, parts: readonly StatusCounts[]): StatusCounts => {
  const rest = new Map(whole);
  for (const [status, count] of parts.flat()) rest.set(status, (rest.get(status) ?? 0) - count);
  return [...rest].filter(([, count]) => count > 0);
};

/**
 * The paths of an undeclared usage, as the inference takes them. What was not kept path by path is added to the first
 * of the paths, which is of the same form: sums stay whole.
 */
export const pathUsesOf = (usage: Usage, host = usage.host): readonly PathUse[] => {
  const place = { host, method: usage.method };
  const [first, ...others] = usage.paths ?? [];
  if (!first) return [useOf(place, usage.template, usage)];
  const whole: Counts = {
    ...usage,
    requests: usage.requests - others.reduce((sum, one) => sum + one.requests, 0),
    evidence: usage.evidence - others.reduce((sum, one) => sum + one.evidence, 0),
    authenticated:
      (usage.authenticated ?? 0) - others.reduce((sum, one) => sum + (one.authenticated ?? 0), 0),
    statuses: minus(
      usage.statuses,
      others.map(({ statuses }) => statuses),
    ),
  };
  const isWhole = whole.requests === first.requests;
  return [
    useOf(place, first.path, isWhole ? first : whole),
    ...others.map((one) => useOf(place, one.path, one)),
  ];
};
