import type { PathUse } from './path-use.ts';
import { mergePrincipals, type Principals } from './principals.ts';
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
  principals: Principals;
  statuses: Readonly<Record<number, number>>;
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
  const typeOf = new Map<string, TokenType | undefined>();
  const type = (part: string): TokenType | undefined => {
    if (!typeOf.has(part)) {
      if (typeOf.size > 100_000) typeOf.clear();
      typeOf.set(part, tokenOf(part));
    }
    return typeOf.get(part);
  };
  const values = new Map<string, Set<string>>();
  const walk = (
    { parts, declared }: SplitUse,
    weakAt: (place: string, part: string) => boolean,
  ): { readonly parts: readonly string[]; readonly types: (TokenType | undefined)[] } => {
    let place = '';
    const types: (TokenType | undefined)[] = [];
    const out = parts.map((part, index) => {
      const fixed = declared?.[index];
      const kind = type(part);
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
        principals: use.principals,
        statuses: use.statuses,
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
      // Most paths with a word for a value stand alone: they share what the use has.
      draft.principals = mergePrincipals(draft.principals, use.principals);
      const statuses: Record<number, number> = { ...draft.statuses };
      addStatuses(statuses, use.statuses);
      draft.statuses = statuses;
    }
    draft.firstSeen = earliest(draft.firstSeen, use.firstSeen);
    draft.lastSeen = latest(draft.lastSeen, use.lastSeen);
  }
  return [...drafts.values()].map(({ firstSeen, lastSeen, ...rest }) => ({
    ...rest,
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
  }));
};
