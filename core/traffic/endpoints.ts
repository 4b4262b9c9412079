import type { LogFormat } from './log-record.ts';
import type { StatusCounts } from './status-counts.ts';
import { principalsOf, type StatusClass, type TrafficState, type Usage } from './traffic-state.ts';
import type { TokenType } from './typed-token.ts';

/** An endpoint that traffic shows to exist. */
export interface ObservedEndpoint {
  readonly source: LogFormat['source'];
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

/** A scanner is one caller that tries a thing once; two callers or three answers are use. */
const isSupported = (usage: Usage): boolean =>
  usage.known ? usage.evidence >= 1 : principalsOf(usage) >= 2 || usage.evidence >= 3;

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
export const named = (
  usage: Pick<Usage, 'template' | 'types'>,
): Pick<ObservedEndpoint, 'template' | 'parameters'> => {
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

/**
 * Endpoints that the traffic supports, sorted as in the state. Declared ones need one answer that shows they exist;
 * undeclared ones two callers or three such answers, else they are probes and are not listed.
 */
export const inferEndpoints = (state: TrafficState): readonly ObservedEndpoint[] =>
  state.usages.filter(isSupported).map((usage) => {
    const principals = principalsOf(usage);
    return {
      source: usage.source,
      ...(usage.api === undefined ? {} : { api: usage.api }),
      ...(usage.gatewayId === undefined ? {} : { gatewayId: usage.gatewayId }),
      host: usage.host,
      method: usage.method,
      ...named(usage),
      known: usage.known,
      requests: usage.requests,
      principals,
      statuses: usage.statuses,
      ...(usage.codes ? { codes: usage.codes } : {}),
      ...(usage.queryNames ? { queryNames: usage.queryNames } : {}),
      ...(usage.firstSeen ? { firstSeen: usage.firstSeen } : {}),
      ...(usage.lastSeen ? { lastSeen: usage.lastSeen } : {}),
      confidence: principals >= 2 ? 0.9 : 0.7,
    };
  });
