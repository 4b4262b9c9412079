import { regexPaths } from '../regex-paths.ts';
import { anyPath, pathCoverage, type RequestPaths, templatePaths, textPrefix } from '../request-paths.ts';
import { methodOf, servedHost } from '../served-requests.ts';

/** One way in which a rule can fit. An absent field does not narrow. */
export interface RuleWay {
  /** Undefined in the list: a pattern of names that is no simple wildcard. */
  readonly hosts?: readonly (string | undefined)[];
  readonly paths?: readonly RequestPaths[];
  readonly methods?: readonly string[];
  /** Only listed networks are served. */
  readonly network?: true;
  /** A path that is an expression without a simple shape. */
  readonly expression?: true;
}

export type RuleReading =
  | { readonly ok: true; readonly ways: readonly RuleWay[] }
  | { readonly ok: false; readonly message: string };

const maxLength = 10_000;
const maxWays = 64;
const maxDepth = 50;

type Token = { readonly kind: 'name' | 'text' | 'mark'; readonly text: string };

const tokenForm = /\s*(?:([A-Za-z]\w*)|(`[^`]*`|"(?:[^"\\]|\\.)*"|'[^']*')|(&&|\|\||[!(),]))/y;

const tokensOf = (rule: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  tokenForm.lastIndex = 0;
  while (tokenForm.lastIndex < rule.length) {
    const match = tokenForm.exec(rule);
    if (!match) return undefined;
    const [, name, text, mark] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (text !== undefined)
      tokens.push({ kind: 'text', text: text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') });
    else tokens.push({ kind: 'mark', text: mark ?? '' });
  }
  return tokens;
};

/** `{sub:[a-z]+}.bank.example` and `^.+\.bank\.example$` are `*.bank.example`. */
const hostOfExpression = (expression: string): string | undefined => {
  const labels = expression
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replaceAll(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '*')
    .replaceAll('\\.', '/')
    .replaceAll('.', (dot, at: number, whole: string) => (/[+*]/.test(whole.charAt(at + 1)) ? dot : '/'))
    .split('/');
  const plain = labels.findLastIndex((label) => !/^[a-z0-9-]+$/i.test(label)) + 1;
  if (plain === 0) return servedHost(labels.join('.'));
  return labels.length - plain >= 2 ? `*.${labels.slice(plain).join('.').toLowerCase()}` : undefined;
};

/** `/users/{id:[0-9]+}` of version 2. */
const withPlaceholders = (path: string): string =>
  path.replaceAll(/\{(\w+)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}/g, '{$1}');

const prefixOf = (path: string): RequestPaths => {
  const template = withPlaceholders(path);
  return template.includes('{')
    ? [...templatePaths(template.replace(/\/+$/, '')), { kind: 'rest' }]
    : textPrefix(path);
};

const hostsOf = (names: readonly string[], read: (name: string) => string | undefined): RuleWay => ({
  // A variable that Compose or a template fills in later names no host.
  hosts: names.map((name) => (/\$\{|\{\{/.test(name) ? undefined : read(name))),
});

const wayOf = (name: string, values: readonly string[]): RuleWay => {
  switch (name.toLowerCase()) {
    case 'host':
    case 'hostsni':
      return hostsOf(values, servedHost);
    case 'hostregexp':
      return hostsOf(values, hostOfExpression);
    case 'path':
      return { paths: values.map((value) => templatePaths(withPlaceholders(value))) };
    case 'pathprefix':
      return { paths: values.map(prefixOf) };
    case 'pathregexp': {
      const read = values.map((value) => regexPaths(value, 'search'));
      return {
        paths: read.flatMap(({ paths }) => paths),
        ...(read.every(({ exact }) => exact) ? {} : { expression: true }),
      };
    }
    case 'method':
      return { methods: values.map(methodOf) };
    case 'clientip':
      return { network: true };
    default:
      return {};
  }
};

/** Paths that both let through: of two that overlap the narrower, of two that do not none. */
const sharedPaths = (a: readonly RequestPaths[], b: readonly RequestPaths[]): readonly RequestPaths[] =>
  a.flatMap((one) =>
    b.flatMap((other) => {
      if (pathCoverage(one, other) === 'all') return [other];
      return pathCoverage(one, other) === 'some' || pathCoverage(other, one) === 'all' ? [one] : [];
    }),
  );

const both = (a: RuleWay, b: RuleWay): RuleWay => {
  const hosts = a.hosts && b.hosts ? a.hosts.filter((host) => b.hosts?.includes(host)) : (a.hosts ?? b.hosts);
  const methods =
    a.methods && b.methods
      ? a.methods.filter((method) => b.methods?.includes(method))
      : (a.methods ?? b.methods);
  const paths = a.paths && b.paths ? sharedPaths(a.paths, b.paths) : (a.paths ?? b.paths);
  return {
    ...(hosts ? { hosts } : {}),
    ...(paths ? { paths } : {}),
    ...(methods ? { methods } : {}),
    ...(a.network || b.network ? { network: true } : {}),
    ...(a.expression || b.expression ? { expression: true } : {}),
  };
};

/** Every way of one part together with every way of another. */
export const combineWays = (a: readonly RuleWay[], b: readonly RuleWay[]): readonly RuleWay[] =>
  a.flatMap((one) => b.map((other) => both(one, other))).slice(0, maxWays);

/** `or` binds loosest, then `and`, then `!`. */
const parse = (tokens: readonly Token[]): readonly RuleWay[] | undefined => {
  let at = 0;
  const take = (text: string): boolean => {
    if (tokens[at]?.kind !== 'mark' || tokens[at]?.text !== text) return false;
    at += 1;
    return true;
  };
  const either = (depth: number): readonly RuleWay[] | undefined => {
    let ways = every(depth);
    while (ways && take('||')) {
      const more = every(depth);
      ways = more ? [...ways, ...more].slice(0, maxWays) : undefined;
    }
    return ways;
  };
  const every = (depth: number): readonly RuleWay[] | undefined => {
    let ways = one(depth);
    while (ways && take('&&')) {
      const more = one(depth);
      ways = more ? combineWays(ways, more) : undefined;
    }
    return ways;
  };
  const one = (depth: number): readonly RuleWay[] | undefined => {
    if (depth > maxDepth) return undefined;
    // What is excluded cannot be written as a template: the rest of the rule says what is served.
    if (take('!')) return one(depth + 1) ? [{}] : undefined;
    if (take('(')) {
      const ways = either(depth + 1);
      return take(')') ? ways : undefined;
    }
    const name = tokens[at];
    if (name?.kind !== 'name') return undefined;
    at += 1;
    if (!take('(')) return undefined;
    const values: string[] = [];
    while (!take(')')) {
      const value = tokens[at];
      if (value?.kind !== 'text') return undefined;
      values.push(value.text);
      at += 1;
      take(',');
    }
    return [wayOf(name.text, values)];
  };
  const ways = either(0);
  return at === tokens.length ? ways : undefined;
};

/** Reads a rule of Traefik, version 2 or 3: `Host(…) && (PathPrefix(…) || Path(…)) && Method(…)`. Never throws. */
export const readRule = (rule: string): RuleReading => {
  if (rule.length > maxLength)
    return { ok: false, message: `The rule is longer than ${maxLength} characters.` };
  const tokens = tokensOf(rule.trim());
  const ways = tokens && tokens.length > 0 ? parse(tokens) : undefined;
  return ways ? { ok: true, ways } : { ok: false, message: 'The rule is not well formed.' };
};

/** What a way serves at the least: every path where it names none. */
export const pathsOfWay = (way: RuleWay): readonly RequestPaths[] => way.paths ?? [anyPath];
