import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { everyone } from '../networks.ts';
import {
  anyCoverage,
  type Coverage,
  everyCoverage,
  exactPath,
  hostCoverage,
  methodCoverage,
  notCoverage,
  pathCoverage,
  type RequestPaths,
  textPrefix,
} from '../request-paths.ts';
import type { ServedRequests } from '../served-requests.ts';

/** What a rule of an `AuthorizationPolicy` can ask of whoever sends a request. */
export const asks = ['token', 'claims', 'network', 'peer'] as const;
export type Ask = (typeof asks)[number];

const texts = (value: unknown): readonly string[] =>
  listOf(value)
    .map(textOf)
    .filter((text) => text !== '');

/** `/a`, `/a*`, `*`, `/a/{*}/b`, `/a/{**}`; `*.js` cannot be told and meets some. */
const pathPattern = (pattern: string): RequestPaths | undefined => {
  if (pattern === '*') return textPrefix('/');
  if (pattern.startsWith('*')) return undefined;
  if (/\{\*\*?\}/.test(pattern))
    return exactPath(pattern).map((step) => {
      if (step.kind !== 'literal') return step;
      if (step.text === '{*}') return { kind: 'parameter', name: 'any' };
      return step.text === '{**}' ? { kind: 'below' } : step;
    });
  return pattern.endsWith('*') ? textPrefix(pattern.slice(0, -1)) : exactPath(pattern);
};

type Cover = (served: ServedRequests) => Coverage;

const coverOfPaths = (patterns: readonly string[]): Cover => {
  const read = patterns.map(pathPattern);
  return (served) => anyCoverage(read.map((paths) => (paths ? pathCoverage(paths, served.paths) : 'some')));
};

const coverOfMethods =
  (methods: readonly string[]): Cover =>
  ({ method }) =>
    methods.includes('*') ? 'all' : methodCoverage(methods, method);

const coverOfHosts = (hosts: readonly string[]): Cover => {
  const patterns = hosts.map((host) => host.toLowerCase().replace(/:[\d*]+$/, ''));
  return ({ host }) => hostCoverage(patterns, host);
};

const fields = [
  ['paths', 'notPaths', coverOfPaths],
  ['methods', 'notMethods', coverOfMethods],
  ['hosts', 'notHosts', coverOfHosts],
  ['ports', 'notPorts', (): Cover => () => 'some'],
] as const;

const coverOfOperation = (operation: Mapping): Cover => {
  const conditions = fields.flatMap(([field, not, read]): readonly Cover[] => {
    const [values, refused] = [texts(operation[field]), texts(operation[not])];
    const refuses = read(refused);
    return [
      ...(values.length > 0 ? [read(values)] : []),
      ...(refused.length > 0 ? [(served: ServedRequests) => notCoverage(refuses(served))] : []),
    ];
  });
  return (served) => everyCoverage(conditions.map((cover) => cover(served)));
};

/** How much of a route the operations of a rule meet; a rule without any meets all. */
const coverOfRule = (rule: Mapping): Cover => {
  const operations = listOf(rule.to).map((to) => coverOfOperation(mappingAt({ to }, 'to', 'operation')));
  if (operations.length === 0) return () => 'all';
  return (served) => anyCoverage(operations.map((cover) => cover(served)));
};

const networks = (values: readonly string[]): boolean => values.length > 0 && !values.some(everyone);

const sourceAsks = (source: Mapping): readonly Ask[] => [
  ...(texts(source.requestPrincipals).length > 0 ? (['token'] as const) : []),
  ...(networks(texts(source.ipBlocks)) || networks(texts(source.remoteIpBlocks))
    ? (['network'] as const)
    : []),
  ...([...texts(source.principals), ...texts(source.namespaces), ...texts(source.serviceAccounts)].some(
    (value) => value !== '*',
  )
    ? (['peer'] as const)
    : []),
];

const conditionAsks = (condition: Mapping): readonly Ask[] => {
  const key = textOf(condition.key);
  const values = texts(condition.values);
  if (values.length === 0) return [];
  if (key.startsWith('request.auth.claims')) return ['token', 'claims'];
  if (key.startsWith('request.auth.')) return ['token'];
  if (key === 'source.ip' || key === 'remote.ip') return networks(values) ? ['network'] : [];
  return key === 'source.principal' || key === 'source.namespace' ? ['peer'] : [];
};

/** What every request that the rule lets through has to show: one of its sources, and all of its conditions. */
const ruleAsks = (rule: Mapping): readonly Ask[] => {
  const sources = listOf(rule.from).map((from) => sourceAsks(mappingAt({ from }, 'from', 'source')));
  const conditions = listOf(rule.when).flatMap((when) => conditionAsks(mappingAt({ when }, 'when')));
  return asks.filter(
    (ask) =>
      conditions.includes(ask) || (sources.length > 0 && sources.every((source) => source.includes(ask))),
  );
};

const onlyField = (mapping: Mapping, field: string): boolean =>
  Object.keys(mapping).length === 1 && Object.hasOwn(mapping, field);

/** What a rule that denies refuses requests for not having: `notRequestPrincipals: ["*"]` and nothing beside it. */
const refusesWithout = (rule: Mapping): readonly Ask[] => {
  const sources = listOf(rule.from).map((from) => mappingAt({ from }, 'from', 'source'));
  const conditions = listOf(rule.when).filter(isMapping);
  if (conditions.length === 0)
    return [
      ...(sources.some(
        (source) =>
          onlyField(source, 'notRequestPrincipals') && texts(source.notRequestPrincipals).includes('*'),
      )
        ? (['token'] as const)
        : []),
      ...(sources.some(
        (source) =>
          (onlyField(source, 'notIpBlocks') && networks(texts(source.notIpBlocks))) ||
          (onlyField(source, 'notRemoteIpBlocks') && networks(texts(source.notRemoteIpBlocks))),
      )
        ? (['network'] as const)
        : []),
      ...(sources.some((source) => onlyField(source, 'notPrincipals') || onlyField(source, 'notNamespaces'))
        ? (['peer'] as const)
        : []),
    ];
  const [condition] = conditions;
  if (sources.length > 0 || conditions.length !== 1 || !condition || texts(condition.values).length > 0)
    return [];
  const key = textOf(condition.key);
  const refused = texts(condition.notValues);
  if (refused.length === 0) return [];
  if (key.startsWith('request.auth.claims')) return ['token', 'claims'];
  if (key === 'request.auth.principal') return ['token'];
  return (key === 'source.ip' || key === 'remote.ip') && networks(refused) ? ['network'] : [];
};

/** A rule, read once for all the routes that it is held against. */
export interface AuthorizationRule {
  readonly coverage: Cover;
  /** What it demands of requests that it lets through, as a rule that allows. */
  readonly asks: readonly Ask[];
  /** What it refuses requests for not having, as a rule that denies. */
  readonly refuses: readonly Ask[];
  readonly proof: () => string;
}

/** `{}` fits every request; an empty entry in YAML reads as null. */
export const readRule = (value: unknown, proof: () => string): AuthorizationRule => {
  const rule = isMapping(value) ? value : {};
  return { coverage: coverOfRule(rule), asks: ruleAsks(rule), refuses: refusesWithout(rule), proof };
};
