import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, textAt } from '../config-node.ts';
import { regexPaths } from '../regex-paths.ts';
import {
  anyCoverage,
  anyPath,
  type Coverage,
  everyCoverage,
  exactPath,
  hostCoverage,
  methodCoverage,
  notCoverage,
  type PathStep,
  pathCoverage,
  type RequestPaths,
  segmentPrefix,
  textPrefix,
} from '../request-paths.ts';
import { methodsOfRegex, type ServedRequests, servedHost } from '../served-requests.ts';

export interface EnvoyMatch {
  readonly methods: readonly string[];
  readonly paths: readonly RequestPaths[];
  /** The expression that is too free for a template. */
  readonly expression?: string;
  /** From a condition on `:authority`. */
  readonly host?: string;
  /** Other headers, query parameters or fractions decide too. */
  readonly narrowed: boolean;
}

/** `/users/{id}/**`, `/a/*`, `/{name=**}` of the URI template matcher. */
const uriTemplate = (template: string): RequestPaths =>
  exactPath(template).map((step): PathStep => {
    if (step.kind !== 'literal') return step;
    if (step.text === '**' || /^\{\w+=\*\*\}$/.test(step.text)) return { kind: 'rest' };
    if (step.text === '*') return { kind: 'parameter', name: 'any' };
    const [, name] = /^\{(\w+)(?:=\*)?\}$/.exec(step.text) ?? [];
    return name ? { kind: 'parameter', name } : step;
  });

const pathsOf = (match: ConfigNode): Pick<EnvoyMatch, 'paths' | 'expression'> => {
  const path = textAt(match, 'path');
  if (path) return { paths: [exactPath(path)] };
  const prefix = textAt(match, 'prefix');
  if (prefix) return { paths: [textPrefix(prefix)] };
  const separated = textAt(match, 'path_separated_prefix');
  if (separated) return { paths: [segmentPrefix(separated)] };
  const template = textAt(match, 'path_match_policy', 'typed_config', 'path_template');
  if (template) return { paths: [uriTemplate(template)] };
  const regex = textAt(match, 'safe_regex', 'regex') || textAt(match, 'regex');
  if (!regex) return { paths: [anyPath] };
  const read = regexPaths(regex, 'full');
  return { paths: read.paths, ...(read.exact ? {} : { expression: regex }) };
};

/** A condition on a header in any of the forms that Envoy had. */
interface HeaderCondition {
  readonly name: string;
  readonly exact?: string;
  readonly regex?: string;
  readonly inverted: boolean;
}

const headerOf = (header: ConfigNode): HeaderCondition => {
  const exact = textAt(header, 'string_match', 'exact') || textAt(header, 'exact_match');
  const regex =
    textAt(header, 'string_match', 'safe_regex', 'regex') || textAt(header, 'safe_regex_match', 'regex');
  return {
    name: textAt(header, 'name').toLowerCase(),
    ...(exact ? { exact } : {}),
    ...(regex ? { regex } : {}),
    inverted: isTrueAt(header, 'invert_match'),
  };
};

const methodsOf = ({ exact, regex, inverted }: HeaderCondition): readonly string[] | undefined => {
  if (inverted) return undefined;
  return exact ? [exact.toUpperCase()] : regex ? methodsOfRegex(regex) : undefined;
};

export const readMatch = (match: ConfigNode): EnvoyMatch => {
  const headers = itemsAt(match, 'headers').map(headerOf);
  const method = headers.find(({ name }) => name === ':method');
  const authority = headers.find(({ name, exact }) => (name === ':authority' || name === 'host') && exact);
  const methods = method ? methodsOf(method) : undefined;
  const host = servedHost(authority?.exact ?? '');
  return {
    ...pathsOf(match),
    methods: methods ?? ['ANY'],
    ...(host ? { host } : {}),
    narrowed:
      headers.some((header) => header !== authority && !(header === method && methods)) ||
      itemsAt(match, 'query_parameters').length > 0 ||
      hasAt(match, 'runtime_fraction'),
  };
};

/** How much of a route another match, for example of a rule for tokens, meets. */
export const matchCoverage = (
  { methods, paths, expression, host, narrowed }: EnvoyMatch,
  served: ServedRequests,
): Coverage => {
  const coverage = everyCoverage([
    anyCoverage(paths.map((one) => pathCoverage(one, served.paths))),
    methodCoverage(methods, served.method),
    host ? hostCoverage([host], served.host) : 'all',
  ]);
  return coverage === 'all' && (narrowed || expression !== undefined) ? 'some' : coverage;
};

/** Tables with more routes than this before one are generated, and looked at no further back. */
export const maxEarlier = 200;

/** Whether all that a match fits is taken by one of the matches before it. */
export const isTaken = (match: EnvoyMatch, earlier: readonly EnvoyMatch[]): boolean =>
  match.expression === undefined &&
  match.paths.every((paths) =>
    earlier.some(
      (other) =>
        !other.narrowed &&
        other.expression === undefined &&
        other.host === undefined &&
        match.methods.every((method) => methodCoverage(other.methods, method) === 'all') &&
        other.paths.some((taken) => pathCoverage(taken, paths) === 'all'),
    ),
  );

const textMatcherCoverage = (matcher: ConfigNode, served: ServedRequests): Coverage => {
  const exact = textAt(matcher, 'exact');
  if (exact) return pathCoverage(exactPath(exact), served.paths);
  const prefix = textAt(matcher, 'prefix');
  if (prefix) return pathCoverage(textPrefix(prefix), served.paths);
  const regex = textAt(matcher, 'safe_regex', 'regex');
  if (!regex) return 'some';
  const read = regexPaths(regex, 'full');
  const coverage = anyCoverage(read.paths.map((one) => pathCoverage(one, served.paths)));
  return coverage === 'all' && !read.exact ? 'some' : coverage;
};

const maxDepth = 20;

/** How much of a route a permission of the role-based filter meets. */
export const permissionCoverage = (permission: ConfigNode, served: ServedRequests, depth = 0): Coverage => {
  if (depth > maxDepth) return 'some';
  const inner = (node: ConfigNode): Coverage => permissionCoverage(node, served, depth + 1);
  if (isTrueAt(permission, 'any')) return 'all';
  if (hasAt(permission, 'and_rules'))
    return everyCoverage(itemsAt(permission, 'and_rules', 'rules').map(inner));
  if (hasAt(permission, 'or_rules')) return anyCoverage(itemsAt(permission, 'or_rules', 'rules').map(inner));
  if (hasAt(permission, 'not_rule')) return notCoverage(inner(nodeAt(permission, 'not_rule')));
  if (hasAt(permission, 'url_path'))
    return textMatcherCoverage(nodeAt(permission, 'url_path', 'path'), served);
  if (!hasAt(permission, 'header')) return 'some';
  const header = headerOf(nodeAt(permission, 'header'));
  if (header.name === ':method') {
    const methods = methodsOf(header);
    return methods ? methodCoverage(methods, served.method) : 'some';
  }
  if (header.name !== ':path') return 'some';
  const matcher = nodeAt(permission, 'header', 'string_match');
  const prefix = textAt(permission, 'header', 'prefix_match');
  if (prefix) return pathCoverage(textPrefix(prefix), served.paths);
  if (header.exact) return pathCoverage(exactPath(header.exact), served.paths);
  return hasAt(matcher) ? textMatcherCoverage(matcher, served) : 'some';
};
