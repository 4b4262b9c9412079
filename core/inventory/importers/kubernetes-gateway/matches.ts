import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { type RegexPaths, regexPaths } from '../regex-paths.ts';
import { anyPath, exactPath, segmentPrefix } from '../request-paths.ts';
import { methodOf } from '../served-requests.ts';

/** What one match of a rule serves. */
export interface RouteMatch extends RegexPaths {
  readonly method: string;
  /** The expression, when the path is one. */
  readonly expression?: string;
  /** Path of the match inside the object. */
  readonly at: readonly (string | number)[];
}

/** A path match of the Gateway API; a rule without one matches `/`. */
export const matchedPaths = (type: string, value: string): RegexPaths => {
  if (type === 'Exact') return { paths: [exactPath(value)], exact: true };
  if (type === 'RegularExpression') return regexPaths(value, 'full');
  return { paths: [segmentPrefix(value)], exact: true };
};

const ofHttp = (match: Mapping): Omit<RouteMatch, 'at'> => {
  const path = mappingAt(match, 'path');
  const type = textOf(path.type);
  const value = textOf(path.value) || '/';
  return {
    ...matchedPaths(type, value),
    ...(type === 'RegularExpression' ? { expression: value } : {}),
    method: methodOf(textOf(match.method)),
  };
};

/** gRPC is always `POST /package.Service/Method`. */
const ofGrpc = (match: Mapping): Omit<RouteMatch, 'at'> => {
  const { type, service, method } = mappingAt(match, 'method');
  const [named, call] = [textOf(service), textOf(method)];
  if (type === 'RegularExpression') {
    const expression = `/${named || '[^/]+'}/${call || '[^/]+'}`;
    return { ...regexPaths(expression, 'full'), expression, method: 'POST' };
  }
  if (!named && !call) return { paths: [anyPath], exact: true, method: 'POST' };
  const service_ = named
    ? ({ kind: 'literal', text: named } as const)
    : ({ kind: 'parameter', name: 'service' } as const);
  const call_ = call ? ({ kind: 'literal', text: call } as const) : ({ kind: 'rest' } as const);
  return { paths: [[service_, call_]], exact: true, method: 'POST' };
};

/** Every match of a rule; without any the rule takes all requests. */
export const matchesOf = (
  kind: string,
  rule: Mapping,
  at: readonly (string | number)[],
): readonly RouteMatch[] => {
  const read = kind === 'GRPCRoute' ? ofGrpc : ofHttp;
  const matches = listOf(rule.matches).filter(isMapping);
  if (matches.length === 0) return [{ ...read({}), at }];
  return matches.map((match, index) => ({ ...read(match), at: [...at, 'matches', index] }));
};
