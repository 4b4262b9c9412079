import { type SplitUse, wildcard } from './entry.ts';
import { type HostGate, hostGate } from './host-gate.ts';
import type { KnownMatcher } from './known.ts';
import type { PathUse } from './path-use.ts';
import { splitPath } from './segments.ts';
import { wordUse } from './vocabulary.ts';

export interface Residual {
  /** What no declared template answers and the host's answers show. */
  readonly splits: readonly SplitUse[];
  /** Uses of declared templates. */
  readonly matched: ReadonlyMap<string, readonly PathUse[]>;
  /** Evidence of declared templates, whatever their method: parts joined by `/`, parameters as `wildcard`. */
  readonly shapes: ReadonlyMap<string, number>;
  readonly gate: HostGate;
  readonly probes: { readonly requests: number; readonly paths: number };
}

/** Whole segments of so many providers' paths are names of actions rather than of things (`WordUse.segment`). */
const actionWord = 1.3;

/**
 * `POST /orders/export` where only `GET /orders/{id}` is declared: a name that interfaces use and that nobody has read as
 * a thing is open, in spite of the declared parameter.
 */
const isAction = (
  use: PathUse,
  parts: readonly string[],
  declared: readonly string[],
  answered: ReadonlySet<string>,
): boolean =>
  declared.length === parts.length &&
  declared.at(-1) === wildcard &&
  wordUse(parts.at(-1) ?? '').segment >= actionWord &&
  !answered.has(use.path);

/** @param uses all of one host, sorted. */
export const residualOf = (uses: readonly PathUse[], known: KnownMatcher): Residual => {
  const gate = hostGate(uses);
  const splits: SplitUse[] = [];
  const matched = new Map<string, PathUse[]>();
  const shapes = new Map<string, number>();
  const answered = new Set<string>();
  const partsOfRest: (readonly string[] | undefined)[] = [];
  const rest: PathUse[] = [];
  for (const use of uses) {
    const parts = splitPath(use.path);
    const match = parts && known.match(use.host, use.method, parts);
    if (match?.template === undefined) {
      rest.push(use);
      partsOfRest.push(parts);
      continue;
    }
    const shape = match.declared.join('/');
    shapes.set(shape, (shapes.get(shape) ?? 0) + use.evidence);
    if (use.evidence > 0) answered.add(use.path);
    const key = `${use.method} ${match.template}`;
    const those = matched.get(key) ?? [];
    those.push(use);
    matched.set(key, those);
  }
  let requests = 0;
  let paths = 0;
  rest.forEach((use, index) => {
    const parts = partsOfRest[index];
    const evidence = parts ? gate.evidenceOf(use) : 0;
    if (!parts || evidence === 0) {
      requests += use.requests;
      paths++;
      return;
    }
    // The whole of what is declared had to be seen before: whether a path was answered as a thing.
    const { declared } = known.match(use.host, use.method, parts);
    splits.push({
      use,
      parts,
      declared: isAction(use, parts, declared, answered) ? declared.slice(0, -1) : declared,
      evidence,
    });
  });
  return { splits, matched, shapes, gate, probes: { requests, paths } };
};
