import type { PathUse } from './path-use.ts';
import { type Principals, principalsAccumulator } from './principals.ts';
import { isWeak, type TokenType, tokenOf } from './token.ts';

/** Stands for a value; no path contains it, for braces are percent-encoded in the state's paths. */
export const wildcard = '{}';

/** Uses of one method whose paths are equal but for values that their form alone gives away. */
export interface Entry {
  readonly method: string;
  /** Values replaced by `wildcard`. */
  readonly parts: readonly string[];
  /** Per part, the types of what `wildcard` replaced. */
  readonly types: readonly (ReadonlySet<TokenType> | undefined)[];
  /** Parts of the first of its paths as they were: where examples come from. */
  readonly sample: readonly string[];
  /** How many of its first parts a declared template fixes. */
  readonly declared: number;
  /** Distinct paths. */
  readonly paths: number;
  readonly requests: number;
  readonly evidence: number;
  readonly principals: Principals;
  readonly statuses: Readonly<Record<number, number>>;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

/** A use with its parts, of which some are declared: `undefined` where nothing is. */
export interface SplitUse {
  readonly use: PathUse;
  readonly parts: readonly string[];
  /** Parts that a declared template fixes: its literals as they are, its parameters as `wildcard`. */
  readonly declared?: readonly string[];
  readonly evidence: number;
}

/** As many different values of a weak type are looked at one by one: more are no constants of an interface. */
const fewValues = 3;

interface Draft {
  readonly method: string;
  readonly parts: readonly string[];
  readonly types: readonly (Set<TokenType> | undefined)[];
  readonly sample: readonly string[];
  /** How many of its first parts a declared template fixes. */
  readonly declared: number;
  paths: number;
  requests: number;
  evidence: number;
  /** Those of its first path; most paths with a word for a value stand alone and share what their use has. */
  readonly first: PathUse;
  /** From the second path on. */
  more:
    | {
        readonly principals: ReturnType<typeof principalsAccumulator>;
        readonly statuses: Record<number, number>;
      }
    | undefined;
  firstSeen: string | undefined;
  lastSeen: string | undefined;
}

const noTypes: readonly undefined[] = [];

export const addStatuses = (
  into: Record<number, number>,
  statuses: Readonly<Record<number, number>>,
): void => {
  for (const status in statuses) into[status] = (into[status] ?? 0) + (statuses[status] ?? 0);
};

export const earliest = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
export const latest = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

/** Sees every use twice: what few values of a weak type stand at a place is known only when all were seen. */
export const entriesOf = (uses: readonly SplitUse[]): readonly Entry[] => {
  const values = new Map<string, Set<string>>();
  const walk = (
    { parts, declared }: SplitUse,
    weakAt: (place: string, part: string) => boolean,
  ): { readonly parts: readonly string[]; readonly types: (TokenType | undefined)[] } => {
    let place = '';
    const types: (TokenType | undefined)[] = [];
    const out = parts.map((part, index) => {
      const fixed = declared?.[index];
      const kind = tokenOf(part);
      const isValue =
        fixed === undefined
          ? kind !== undefined && (!isWeak(kind) || weakAt(place, part))
          : fixed === wildcard;
      types.push(isValue ? kind : undefined);
      // The place does not depend on the outcome, so that both passes name it alike.
      place = `${place}/${isValue || (fixed === undefined && kind !== undefined) ? wildcard : part}`;
      return isValue ? wildcard : part;
    });
    return { parts: out, types };
  };
  for (const split of uses)
    walk(split, (place, part) => {
      const known = values.get(place);
      if (!known) values.set(place, new Set([part]));
      else if (known.size <= fewValues) known.add(part);
      return true;
    });
  const drafts = new Map<string, Draft>();
  for (const split of uses) {
    const { use } = split;
    const { parts, types } = walk(split, (place) => (values.get(place)?.size ?? 0) > fewValues);
    const declared = split.declared?.length ?? 0;
    const id = `${use.method} ${declared} ${parts.join('/')}`;
    let draft = drafts.get(id);
    if (!draft) {
      draft = {
        method: use.method,
        parts,
        types: types.some((one) => one !== undefined)
          ? types.map((one) => (one ? new Set([one]) : undefined))
          : noTypes,
        sample: split.parts,
        declared,
        paths: 0,
        requests: 0,
        evidence: 0,
        first: use,
        more: undefined,
        firstSeen: undefined,
        lastSeen: undefined,
      };
      drafts.set(id, draft);
    }
    types.forEach((one, index) => {
      if (one) draft.types[index]?.add(one);
    });
    draft.paths++;
    draft.requests += use.requests;
    draft.evidence += split.evidence;
    if (draft.paths > 1) {
      if (!draft.more) {
        draft.more = { principals: principalsAccumulator(), statuses: { ...draft.first.statuses } };
        draft.more.principals.add(draft.first.principals);
      }
      draft.more.principals.add(use.principals);
      addStatuses(draft.more.statuses, use.statuses);
    }
    draft.firstSeen = earliest(draft.firstSeen, use.firstSeen);
    draft.lastSeen = latest(draft.lastSeen, use.lastSeen);
  }
  return [...drafts.values()].map(({ first, more, firstSeen, lastSeen, ...rest }) => ({
    ...rest,
    principals: more?.principals.result() ?? first.principals,
    statuses: more?.statuses ?? first.statuses,
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
  }));
};
