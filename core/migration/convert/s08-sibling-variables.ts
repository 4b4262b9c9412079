import { type JsonObject, objectAt } from '../json.ts';
import { movePaths, segmentsOf, variableOf } from './paths.ts';
import type { Transformation } from './transformation.ts';

/** Variable names used below one parent, with how many paths use each. */
type Uses = Map<string, Map<string, number>>;

const isVariable = (segment: string): boolean => variableOf(segment) !== undefined;

/** Greedy and plain variables are different resources, but still one variable child each. */
const kind = (name: string): string => (name.endsWith('+') ? '+' : '');

const usesByParent = (document: JsonObject): Uses => {
  const uses: Uses = new Map();
  for (const path of Object.keys(objectAt(document, 'paths') ?? {})) {
    let parent = '';
    for (const segment of segmentsOf(path)) {
      const name = variableOf(segment);
      if (name !== undefined) {
        const names = uses.get(parent) ?? new Map<string, number>();
        names.set(name, (names.get(name) ?? 0) + 1);
        uses.set(parent, names);
      }
      parent += isVariable(segment) ? '/{}' : `/${segment}`;
    }
  }
  return uses;
};

/** Most used first, ties in code-unit order. */
const ranked = (names: ReadonlyMap<string, number>): string[] =>
  [...names].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name.replace(/\+$/, ''));

const free = (candidates: readonly string[], taken: ReadonlySet<string>): string => {
  const candidate = candidates.find((name) => !taken.has(name));
  if (candidate !== undefined) return candidate;
  let n = 2;
  while (taken.has(`${candidates[0]}${n}`)) n++;
  return `${candidates[0]}${n}`;
};

/** One variable name per parent: the one that most paths use. */
export const siblingVariables: Transformation = {
  id: 'S08',
  title: 'One path variable per parent',
  because: '“A sibling ({x}) of this resource already has a variable path part”: the import is refused.',
  apply: (document, log) => {
    const uses = usesByParent(document);
    /** Parent → chosen name; parents come before children because a path is walked from its root. */
    const chosen = new Map<string, string>();
    const rename = (path: string) => {
      const names = new Map<string, string>();
      const taken = new Set<string>();
      let parent = '';
      const parts = segmentsOf(path).map((segment) => {
        const name = variableOf(segment);
        if (name === undefined) {
          parent += `/${segment}`;
          return segment;
        }
        const canonical = chosen.get(parent) ?? free(ranked(uses.get(parent) ?? new Map()), taken);
        chosen.set(parent, canonical);
        taken.add(canonical);
        names.set(name.replace(/\+$/, ''), canonical);
        parent += '/{}';
        return `{${canonical}${kind(name)}}`;
      });
      return { path: `/${parts.join('/')}`, names };
    };
    movePaths(document, 'S08', rename, log);
  },
};
