import { mergePrincipals, type Principals, principalCount } from './inference/principals.ts';
import type { LogSource } from './log-record.ts';
import { pathUsesOf } from './path-uses.ts';
import { addedStatuses, type StatusCounts } from './status-counts.ts';
import {
  principalsOf,
  type StatusClass,
  statusClasses,
  type TrafficState,
  type Usage,
  usageKey,
} from './traffic-state.ts';
import { type TokenType, tokenType } from './typed-token.ts';
import { compare } from './usage.ts';

/** An endpoint that traffic shows to exist. */
export interface ObservedEndpoint {
  readonly source: LogSource;
  /** The API it belongs to, by `Door.api`; absent for a host that nobody declared. */
  readonly api?: string;
  readonly gatewayId?: string;
  readonly host: string;
  readonly method: string;
  /** Relative to the API where there is one, else the host's own path. */
  readonly template: string;
  readonly known: boolean;
  /** Parameters that were inferred; declared ones are in the declaration. */
  readonly parameters: readonly { readonly name: string; readonly types: readonly TokenType[] }[];
  readonly requests: number;
  readonly principals: number;
  readonly statuses: Readonly<Partial<Record<StatusClass, number>>>;
  /** How often it answered with each status code, of declared endpoints. */
  readonly codes?: StatusCounts;
  /** Successful requests by the name of a query parameter, of declared endpoints. */
  readonly queryNames?: Readonly<Record<string, number>>;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** 0–1 that it exists. */
  readonly confidence: number;
}

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/(?<![su])s$/, '');

const camel = (words: string): string =>
  words
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word, index) => (index === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`))
    .join('');

const nameOf = (parent: string | undefined, types: readonly TokenType[]): string => {
  if (types.length === 1 && types[0] === 'date') return 'date';
  if (!parent || parent.startsWith('{') || /^v\d/i.test(parent)) return 'id';
  return `${camel(singular(parent)) || 'item'}Id`;
};

/** `/accounts/{}/cards/{}` → `/accounts/{accountId}/cards/{cardId}`. */
export const named = (usage: {
  readonly template: string;
  readonly types: readonly (readonly TokenType[])[];
}): Pick<ObservedEndpoint, 'template' | 'parameters'> => {
  const segments = usage.template.split('/').filter((segment) => segment !== '');
  const taken = new Set(segments);
  const parameters: { name: string; types: readonly TokenType[] }[] = [];
  const out = segments.map((segment, index) => {
    if (segment !== '{}') return segment;
    const types = usage.types[parameters.length] ?? [];
    const base = nameOf(segments[index - 1], types);
    let name = base;
    for (let n = 2; taken.has(`{${name}}`); n++) name = `${base}${n}`;
    taken.add(`{${name}}`);
    parameters.push({ name, types });
    return `{${name}}`;
  });
  return { template: `/${out.join('/')}`, parameters };
};

interface Inferred {
  readonly usage: Usage;
  readonly template: string;
  readonly types: Set<TokenType>[];
  requests: number;
  evidence: number;
  statuses: StatusCounts;
  principals: Principals;
  firstSeen: string | undefined;
  lastSeen: string | undefined;
}

const earlier = (a: string | undefined, b: string | undefined) => (!a || (b && b < a) ? b : a);
const later = (a: string | undefined, b: string | undefined) => (!a || (b && b > a) ? b : a);

/** Undeclared usages by the form of their paths. */
const inferred = (usages: readonly Usage[]): readonly Inferred[] => {
  const found = new Map<string, Inferred>();
  for (const usage of usages)
    for (const use of pathUsesOf(usage)) {
      const types: TokenType[] = [];
      const template = use.path
        .split('/')
        .map((segment) => {
          const type = tokenType(segment);
          if (type) types.push(type);
          return type ? '{}' : segment;
        })
        .join('/');
      const key = usageKey({ ...usage, template });
      const one = found.get(key) ?? {
        usage,
        template,
        types: types.map(() => new Set<TokenType>()),
        requests: 0,
        evidence: 0,
        statuses: [],
        principals: { hashes: [] },
        firstSeen: undefined,
        lastSeen: undefined,
      };
      found.set(key, one);
      for (const [index, type] of types.entries()) one.types[index]?.add(type);
      one.requests += use.requests;
      one.evidence += use.evidence;
      one.statuses = addedStatuses(
        one.statuses,
        Object.entries(use.statuses).map(([status, count]) => [Number(status), count] as const),
      );
      one.principals = mergePrincipals(one.principals, use.principals);
      one.firstSeen = earlier(one.firstSeen, use.firstSeen);
      one.lastSeen = later(one.lastSeen, use.lastSeen);
    }
  return [...found.values()];
};

const placeOf = ({ source, api, gatewayId, host, method }: Usage) => ({
  source,
  ...(api === undefined ? {} : { api }),
  ...(gatewayId === undefined ? {} : { gatewayId }),
  host,
  method,
});

const declaredEndpoint = (usage: Usage): ObservedEndpoint => {
  const principals = principalsOf(usage);
  return {
    ...placeOf(usage),
    template: usage.template,
    parameters: [],
    known: true,
    requests: usage.requests,
    principals,
    statuses: statusClasses(usage.statuses),
    codes: usage.statuses,
    ...(usage.queryNames ? { queryNames: usage.queryNames } : {}),
    ...(usage.firstSeen ? { firstSeen: usage.firstSeen } : {}),
    ...(usage.lastSeen ? { lastSeen: usage.lastSeen } : {}),
    confidence: principals >= 2 ? 0.9 : 0.7,
  };
};

const undeclaredEndpoint = (one: Inferred): ObservedEndpoint => {
  const principals = principalCount(one.principals);
  return {
    ...placeOf(one.usage),
    ...named({ template: one.template, types: one.types.map((types) => [...types].sort()) }),
    known: false,
    requests: one.requests,
    principals,
    statuses: statusClasses(one.statuses),
    ...(one.firstSeen ? { firstSeen: one.firstSeen } : {}),
    ...(one.lastSeen ? { lastSeen: one.lastSeen } : {}),
    confidence: principals >= 2 ? 0.9 : 0.7,
  };
};

const orderOf = (one: ObservedEndpoint): string => usageKey(one);

/**
 * Endpoints that the traffic supports, in one order. Declared ones need one answer that shows they exist; undeclared
 * ones two callers or three such answers, else they are probes and are not listed: a scanner is one caller that tries
 * a thing once.
 */
export const inferEndpoints = (state: TrafficState): readonly ObservedEndpoint[] => {
  const [declared = [], undeclared = []] = [true, false].map((known) =>
    state.usages.filter((usage) => usage.known === known),
  );
  return [
    ...declared.filter(({ evidence }) => evidence >= 1).map(declaredEndpoint),
    ...inferred(undeclared)
      .filter((one) => one.evidence > 0 && (principalCount(one.principals) >= 2 || one.evidence >= 3))
      .map(undeclaredEndpoint),
  ].sort((a, b) => compare(orderOf(a), orderOf(b)));
};
