import { regexPaths } from '../regex-paths.ts';
import { anyPath, exactPath, type RequestPaths, textPrefix } from '../request-paths.ts';
import { methodsLeft, statusOf } from './conditions.ts';
import type { Directive } from './directives.ts';
import { type Levels, type Location, nearest, type Server } from './servers.ts';

const handlers: readonly string[] = [
  'proxy_pass',
  'grpc_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'content_by_lua',
  'content_by_lua_block',
  'content_by_lua_file',
  'js_content',
  'api',
  'stub_status',
];

export interface Served {
  /** What produces the response; absent for a fixed one. */
  readonly handler?: Directive;
  /** The named location that takes over, whose settings a request meets too. */
  readonly takenOverBy?: Location;
}

/** The named location at the end of `try_files`. */
const fallbackOf = ({ directive }: Location, server: Server): Location | undefined => {
  const last = directive.block?.find(({ name }) => name === 'try_files')?.args.at(-1);
  return last?.startsWith('@')
    ? server.locations.find(({ kind, pattern }) => kind === 'named' && pattern === last)
    : undefined;
};

const hasBlock = ({ block }: { readonly block?: readonly Directive[] }, name: string): boolean =>
  block?.some((one) => one.name === name) ?? false;

/**
 * What answers at a location, as seen from outside; undefined for files, redirections, refusals, and locations that
 * only NGINX itself asks. Handlers are not inherited by locations inside.
 */
export const servedAt = (location: Location, server: Server): Served | undefined => {
  const block = location.directive.block ?? [];
  const status = statusOf(block.find(({ name }) => name === 'return'));
  if (location.kind === 'named' || hasBlock(location.directive, 'internal')) return undefined;
  if (status !== undefined) return status < 300 ? {} : undefined;
  const moved = block.some(
    ({ name, args }) =>
      name === 'rewrite' &&
      /^(?:redirect|permanent)$/.test(args[2] ?? '') &&
      /^(?:\^|\.\*|\^\.\*\$?|\^\(\.\*\)\$?|\^\/\(\.\*\)\$?)$/.test(args[0] ?? ''),
  );
  if (moved) return undefined;
  const handler = block.find(({ name }) => handlers.includes(name));
  if (handler) return { handler };
  const takenOverBy = fallbackOf(location, server);
  const behind = takenOverBy?.directive.block?.find(({ name }) => handlers.includes(name));
  return takenOverBy && behind ? { handler: behind, takenOverBy } : undefined;
};

/** A server that answers everything before it looks for a location. */
export const answersAtOnce = (server: Server): boolean =>
  (server.directive.block ?? []).some((directive) => statusOf(directive) !== undefined);

export interface LocationPaths {
  readonly paths: readonly RequestPaths[];
  readonly exact: boolean;
}

/** A pattern that ends in a parameter means that one resource; one that ends in a name also means what is below it. */
const withWhatIsBelow = (paths: RequestPaths, pattern: string): RequestPaths =>
  paths.at(-1)?.kind === 'literal' && !pattern.endsWith('$') ? [...paths, { kind: 'rest' }] : paths;

export const pathsOf = ({ kind, pattern }: Location): LocationPaths => {
  if (kind === 'exact') return { paths: [exactPath(pattern)], exact: true };
  if (kind !== 'regex') return { paths: [textPrefix(pattern)], exact: true };
  if (!pattern.startsWith('^')) return { paths: [anyPath], exact: false };
  const { paths, exact } = regexPaths(pattern, 'full');
  return { paths: paths.map((one) => withWhatIsBelow(one, pattern)), exact };
};

export interface MethodWays {
  readonly method: string;
  /** Blocks around what such a request meets. */
  readonly levels: Levels;
  /** Requests of other methods meet other blocks. */
  readonly mixed?: Levels;
}

const deniesAll = (block: readonly Directive[]): boolean => {
  const [rule] = nearest([block], 'allow', 'deny');
  return rule?.name === 'deny' && rule.args[0] === 'all' && !block.some(({ name }) => name === 'auth_basic');
};

/** `limit_except GET` leaves GET and HEAD as they are; every other method meets its block, which mostly denies all. */
export const methodWays = ({ levels, directive }: Location): readonly MethodWays[] => {
  const chosen = methodsLeft(levels);
  const except = directive.block?.find(({ name }) => name === 'limit_except');
  if (!except) return (chosen ?? ['ANY']).map((method) => ({ method, levels }));
  const free = except.args.map((method) => method.toUpperCase());
  const named = free.includes('GET') && !free.includes('HEAD') ? [...free, 'HEAD'] : free;
  const kept = named.filter((method) => !chosen || chosen.includes(method) || method === 'HEAD');
  const ways = kept.map((method) => ({ method, levels }));
  const block = except.block ?? [];
  return deniesAll(block) ? ways : [...ways, { method: 'ANY', levels: [...levels, block], mixed: levels }];
};
