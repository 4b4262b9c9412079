import { listOf, textOf } from '../../../documentation/mapping.ts';
import { hostOf } from '../place.ts';
import { regexPaths } from '../regex-paths.ts';
import { anyPath, type RequestPaths, templateOfPaths, textPrefix } from '../request-paths.ts';
import type { KongRoute } from './entities.ts';
import { expressionWays } from './expression.ts';

/** One combination of method, host and path that a route answers to. */
export interface RouteMatch {
  readonly method: string;
  readonly host?: string;
  readonly template: string;
}

export interface RouteMatches {
  readonly matches: readonly RouteMatch[];
  /** Paths or expressions that are too involved for a template; what is below their beginning stands for them. */
  readonly unclear: readonly string[];
}

/** Before format 3.0 a path is a regular expression if it has a character that no plain path has. */
const isRegex = (path: string, formatVersion: string | undefined): boolean =>
  /^[12]\./.test(formatVersion ?? '') ? !/^[\w.\-~/%]*$/.test(path) : path.startsWith('~');

/** A pattern that ends in a parameter means that one resource; one that ends in a name also means what is below it. */
const withWhatIsBelow = (paths: RequestPaths, source: string): RequestPaths =>
  paths.at(-1)?.kind === 'literal' && !source.endsWith('$') ? [...paths, { kind: 'rest' }] : paths;

const texts = (value: unknown): readonly string[] => listOf(value).map(String).filter(Boolean);

/** A host may carry a port, and a `*` at either end; a name that ends in one is any host that is known. */
const hostNames = (hosts: readonly string[]): readonly (string | undefined)[] =>
  hosts.length === 0 ? [undefined] : [...new Set(hosts.map((host) => hostOf(host)))];

const combined = (
  methods: readonly string[],
  hosts: readonly (string | undefined)[],
  templates: readonly string[],
): readonly RouteMatch[] =>
  hosts.flatMap((host) =>
    templates.flatMap((template) =>
      (methods.length > 0 ? methods : ['ANY']).map((method) => ({
        method: method.toUpperCase(),
        template,
        ...(host ? { host } : {}),
      })),
    ),
  );

/** What a route answers to. No `paths` is every path, no `methods` every method, no `hosts` every host. */
export const routeMatches = ({ value }: KongRoute, formatVersion: string | undefined): RouteMatches => {
  const unclear: string[] = [];
  const expression = textOf(value.expression);
  if (expression) {
    const ways = expressionWays(expression);
    if (!ways) unclear.push(expression);
    const all = ways ?? [{ hosts: [], methods: [], paths: anyPath, narrowed: true }];
    return {
      unclear,
      matches: all.flatMap((way) =>
        combined(way.methods, hostNames(way.hosts), [templateOfPaths(way.paths)]),
      ),
    };
  }
  const paths = texts(value.paths);
  const templates = paths.flatMap((path): readonly string[] => {
    if (!isRegex(path, formatVersion)) return [templateOfPaths(textPrefix(path))];
    const source = path.replace(/^~/, '');
    const read = regexPaths(source, 'full');
    if (!read.exact) unclear.push(path);
    return read.paths.map((one) => templateOfPaths(withWhatIsBelow(one, source)));
  });
  const chosen = paths.length === 0 ? [templateOfPaths(anyPath)] : [...new Set(templates)];
  return { unclear, matches: combined(texts(value.methods), hostNames(texts(value.hosts)), chosen) };
};
