import { callersOf, hashesOf } from './callers.ts';
import { isJunk, isSlip } from './junk.ts';
import { isEvidence, type PathUse } from './path-use.ts';
import { principalCount } from './principals.ts';

/** What a host's traffic as a whole says about single answers. */
export interface HostGate {
  /** Answers that the host also gives to paths that it does not have; none of them shows an endpoint by itself. */
  readonly fallback: ReadonlySet<number>;
  /** It answers 2xx to anything: an endpoint must show itself by repeated use. */
  readonly catchAll: boolean;
  /** Answers to this use that show an endpoint. */
  evidenceOf(use: PathUse): number;
}

/** Other answers come from filters in front of the routes as well: authentication, rate limits, redirects, outages. */
const isStrong = (status: number): boolean =>
  (status >= 200 && status < 300) || status === 304 || status === 409 || status === 422;

const strongIn = (use: PathUse): number => {
  let count = 0;
  if (use.method === 'OPTIONS') return 0;
  for (const status in use.statuses) if (isStrong(Number(status))) count += use.statuses[status] ?? 0;
  return count;
};

/** Paths that a host cannot have must agree this often before their answer is its fallback. */
const minAgreeing = 3;
const agreeingShare = 0.15;
/** Repeated use by which a path that looks like a scanner's is part of the interface. */
const usedJunk = { callers: 2, evidence: 5 };

/** @param uses all of one host, those of declared routes too. */
export const hostGate = (uses: readonly PathUse[]): HostGate => {
  const callers = callersOf(uses, (use) => strongIn(use) > 0);
  const answers = new Map<number, number>();
  let asked = 0;
  for (const use of uses) {
    if (use.method === 'OPTIONS') continue;
    const hashes = hashesOf(use);
    if (!isJunk(use.path) && !(hashes.length > 0 && hashes.every(callers.seeksWidely))) continue;
    asked++;
    for (const status in use.statuses) answers.set(Number(status), (answers.get(Number(status)) ?? 0) + 1);
  }
  const fallback = new Set(
    [...answers]
      .filter(
        ([status, count]) =>
          count >= minAgreeing && count >= agreeingShare * asked && isEvidence('GET', status),
      )
      .map(([status]) => status),
  );
  const catchAll = [...fallback].some((status) => status < 300);
  const identified = uses.reduce((sum, use) => sum + (use.authenticated ?? 0), 0);
  const identifiable = uses.reduce(
    (sum, use) => sum + (use.authenticated === undefined ? 0 : use.requests),
    0,
  );
  const needsIdentity = identifiable > 0 && identified >= 0.5 * identifiable;

  const evidenceOf = (use: PathUse): number => {
    let counted = 0;
    for (const [key, count] of Object.entries(use.statuses)) {
      const status = Number(key);
      // Where 2xx is the fallback, it is all there is to go by, and is judged by repetition in the end.
      if (isEvidence(use.method, status) && (!fallback.has(status) || (catchAll && status < 300)))
        counted += count;
    }
    const evidence = Math.min(counted, use.evidence);
    if (evidence === 0) return 0;
    const hashes = hashesOf(use);
    if (catchAll) {
      if (use.path.split('/').some(isSlip)) return 0;
      if (needsIdentity && use.authenticated === 0) return 0;
      // Of many callers it is not known who they are: then the place has to speak for them.
      if (hashes.length > 0 ? hashes.every(callers.isOutside) : !callers.isWithin(use)) return 0;
    }
    if (
      isJunk(use.path) &&
      (catchAll || principalCount(use.principals) < usedJunk.callers || evidence < usedJunk.evidence)
    )
      return 0;
    if (strongIn(use) === 0 && hashes.length > 0 && !hashes.some(callers.isServed)) return 0;
    return evidence;
  };
  return { fallback, catchAll, evidenceOf };
};
