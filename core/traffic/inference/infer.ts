import { weights } from '../model/weights.ts';
import { entriesOf, type SplitUse, wildcard } from './entry.ts';
import { type Decide, expand, type Leaf, placesIn } from './expand.ts';
import { featuresOf } from './features.ts';
import { hostGate } from './host-gate.ts';
import { type KnownMatcher, type KnownRoutes, knownMatcher } from './known.ts';
import { evaluate, logistic } from './network.ts';
import type { PathUse } from './path-use.ts';
import { principalCount, principalsAccumulator } from './principals.ts';
import { joinPath, splitPath } from './segments.ts';

export const decideBySiblings =
  (placesOf: (label: string) => number): Decide =>
  (group, words) =>
    featuresOf(group, words, placesOf).map((features) => logistic(evaluate(weights, features)));

export interface Residual {
  readonly splits: readonly SplitUse[];
  readonly catchAll: boolean;
}

export const residualOf = (uses: readonly PathUse[], known: KnownMatcher): Residual => {
  const gate = hostGate(uses);
  const splits: SplitUse[] = [];
  for (const use of uses) {
    const parts = splitPath(use.path);
    if (!parts) continue;
    const match = known.match(use.host, use.method, parts);
    if (match.template !== undefined) continue;
    const evidence = gate.evidenceOf(use);
    if (evidence === 0) continue;
    splits.push({ use, parts, declared: match.declared, evidence });
  }
  return { splits, catchAll: gate.catchAll };
};

export const inferHost = (uses: readonly PathUse[], known: KnownMatcher) => {
  const sorted = uses.toSorted((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1,
  );
  const { splits, catchAll } = residualOf(sorted, known);
  const entries = entriesOf(splits);
  const leaves = expand(entries, decideBySiblings(placesIn(entries)));
  return leaves.flatMap((leaf: Leaf) => {
    const byMethod = Map.groupBy(leaf.entries, (entry) => entry.method);
    const most = Math.max(...[...byMethod.values()].map((es) => es.reduce((s, e) => s + e.evidence, 0)));
    return [...byMethod].flatMap(([method, es]) => {
      const callers = principalsAccumulator();
      let evidence = 0;
      for (const e of es) {
        callers.add(e.principals);
        evidence += e.evidence;
      }
      const principals = principalCount(callers.result());
      if (catchAll && (principals < 2 || evidence < 3 || evidence < 0.003 * most)) return [];
      return [
        { method, template: joinPath(leaf.parts), support: evidence, decisions: leaf.decisions, wildcard },
      ];
    });
  });
};

export const inferEndpoints = (uses: Iterable<PathUse>, known: KnownRoutes) => {
  const matcher = knownMatcher(known);
  return [...Map.groupBy(uses, (use) => use.host).values()].flatMap((of) => inferHost(of, matcher));
};
