import { addStatuses, earliest, latest } from './entry.ts';
import type { InferredEndpoint } from './inference.ts';
import type { PathUse } from './path-use.ts';
import { principalCount, principalsAccumulator } from './principals.ts';

/** Declared endpoints that were called. One answer that shows them is enough: a document vouches for them. */
export const knownEndpoints = (
  host: string,
  matched: ReadonlyMap<string, readonly PathUse[]>,
): readonly InferredEndpoint[] =>
  [...matched].flatMap(([key, uses]) => {
    const method = key.slice(0, key.indexOf(' '));
    const principals = principalsAccumulator();
    const statuses: Record<number, number> = {};
    let requests = 0;
    let evidence = 0;
    let firstSeen: string | undefined;
    let lastSeen: string | undefined;
    for (const use of uses) {
      requests += use.requests;
      evidence += use.evidence;
      principals.add(use.principals);
      addStatuses(statuses, use.statuses);
      firstSeen = earliest(firstSeen, use.firstSeen);
      lastSeen = latest(lastSeen, use.lastSeen);
    }
    if (evidence === 0) return [];
    return [
      {
        host,
        method,
        template: key.slice(method.length + 1),
        known: true,
        support: { requests, evidence, principals: principalCount(principals.result()), paths: uses.length },
        statuses,
        ...(firstSeen === undefined ? {} : { firstSeen }),
        ...(lastSeen === undefined ? {} : { lastSeen }),
        confidence: 1,
        parameters: [],
        explanation: { decisions: [] },
      },
    ];
  });
