import { addStatuses, type Entry, earliest, latest } from './entry.ts';
import type { Decision, Leaf } from './expand.ts';
import type { ExplainedDecision, InferredEndpoint } from './inference.ts';
import { maskedValue } from './masked-value.ts';
import { named } from './parameters.ts';
import { principalCount, principalsAccumulator } from './principals.ts';
import { joinPath } from './segments.ts';

/** What an endpoint of a host that answers anything must have: callers, requests, share of its template's busiest method. */
const shownByUse = { principals: 2, evidence: 3, share: 0.01 };
const examplesShown = 5;

const evidenceIn = (entries: readonly Entry[]): number =>
  entries.reduce((sum, entry) => sum + entry.evidence, 0);

const explained = (leaf: Leaf, entries: readonly Entry[]): readonly ExplainedDecision[] =>
  leaf.decisions.map(({ at, isParameter, by, probability, siblings }: Decision) => ({
    place: joinPath(leaf.parts.slice(0, at + 1)),
    outcome: isParameter ? 'parameter' : 'literal',
    by,
    certainty: isParameter ? probability : 1 - probability,
    siblings,
    examples: isParameter
      ? [...new Set(entries.slice(0, 64).map((entry) => maskedValue(entry.sample[at] ?? '')))].slice(
          0,
          examplesShown,
        )
      : [],
  }));

/** One caller may be a person at a keyboard, or a scanner that was lucky; two are an interface in use. */
const supportFactor = (principals: number, evidence: number): number =>
  principals >= 2 ? (evidence >= 3 ? 1 : 0.95) : evidence >= 3 ? 0.9 : 0.75;

/**
 * The endpoints of one template, one per method.
 * @param declared evidence of declared methods of the same template.
 */
export const endpointsOf = (
  host: string,
  leaf: Leaf,
  catchAll: boolean,
  declared: number,
): readonly InferredEndpoint[] => {
  const byMethod = Map.groupBy(leaf.entries, (entry) => entry.method);
  const most = Math.max(declared, ...[...byMethod.values()].map(evidenceIn));
  return [...byMethod].flatMap(([method, entries]) => {
    const callers = principalsAccumulator();
    const statuses: Record<number, number> = {};
    let requests = 0;
    let paths = 0;
    let firstSeen: string | undefined;
    let lastSeen: string | undefined;
    for (const entry of entries) {
      callers.add(entry.principals);
      addStatuses(statuses, entry.statuses);
      requests += entry.requests;
      paths += entry.paths;
      firstSeen = earliest(firstSeen, entry.firstSeen);
      lastSeen = latest(lastSeen, entry.lastSeen);
    }
    const evidence = evidenceIn(entries);
    const principals = principalCount(callers.result());
    if (
      catchAll &&
      (principals < shownByUse.principals ||
        evidence < shownByUse.evidence ||
        evidence < shownByUse.share * most)
    )
      return [];
    const decisions = explained(leaf, entries);
    const certainties = decisions.map(({ certainty }) => certainty);
    const least = Math.min(1, ...certainties);
    return [
      {
        host,
        method,
        ...named(leaf.parts, entries),
        known: false,
        support: { requests, evidence, principals, paths },
        statuses,
        ...(firstSeen === undefined ? {} : { firstSeen }),
        ...(lastSeen === undefined ? {} : { lastSeen }),
        confidence: least * supportFactor(principals, evidence),
        explanation: {
          decisions,
          ...(certainties.length > 0 ? { weakest: certainties.indexOf(least) } : {}),
        },
      },
    ];
  });
};
