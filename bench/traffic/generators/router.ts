/** What a real router would do: of two templates that match a path, the one with the literal wins. */
import type { Operation } from '../corpus.ts';

interface Node {
  readonly literals: Map<string, Node>;
  readonly patterns: { readonly pattern: RegExp; readonly node: Node }[];
  readonly operations: Map<string, Operation>;
}

const node = (): Node => ({ literals: new Map(), patterns: [], operations: new Map() });

const patternOf = (segment: string): RegExp =>
  new RegExp(
    `^${segment
      .split(/\{[^{}]*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.+)')}$`,
  );

export const routerOf = (operations: readonly Operation[]) => {
  const root = node();
  for (const operation of operations) {
    let at = root;
    for (const segment of operation.template.split('/').filter(Boolean)) {
      if (segment.includes('{')) {
        const pattern = patternOf(segment);
        let next = at.patterns.find((one) => one.pattern.source === pattern.source)?.node;
        if (!next) {
          next = node();
          at.patterns.push({ pattern, node: next });
        }
        at = next;
      } else {
        const next = at.literals.get(segment) ?? node();
        at.literals.set(segment, next);
        at = next;
      }
    }
    if (!at.operations.has(operation.method)) at.operations.set(operation.method, operation);
  }
  const find = (
    at: Node,
    method: string,
    segments: readonly string[],
    index: number,
  ): Operation | undefined => {
    if (index === segments.length) return at.operations.get(method);
    const segment = segments[index] as string;
    const literal = at.literals.get(segment);
    const found = literal && find(literal, method, segments, index + 1);
    if (found) return found;
    for (const { pattern, node: next } of at.patterns) {
      if (!pattern.test(segment)) continue;
      const under = find(next, method, segments, index + 1);
      if (under) return under;
    }
    return undefined;
  };
  return (method: string, path: string): Operation | undefined =>
    find(root, method, path.split('/').filter(Boolean), 0);
};
