import type { GatewayOperation } from '../../gateway/gateway-api.ts';

/** What stands behind the source API: the only place that the target may lead to. */
export type BackendLookup = (
  path: string,
  method: string,
) => { readonly uri: string } | { readonly reason: string };

const placeholders = (text: string): string => text.replace(/\{[^{}]+\}/g, '{}');

/** `https://host/base/{proxy}` → `https://host/base`; the variable stands for everything below. */
const baseOfCatchAll = (uri: string): string => uri.replace(/\/?\{[^{}]+\}$/, '');

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/** Why a backend's address must not be used; undefined when it may. */
export const addressProblem = (uri: string, plainHttpOnLoopback: boolean): string | undefined => {
  let url: URL;
  try {
    url = new URL(uri.replaceAll(/\{[^{}]+\}/g, 'x'));
  } catch {
    return `The backend address ${uri} is no URL.`;
  }
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:' && plainHttpOnLoopback && isLoopback(url.hostname)) return undefined;
  return `The backend ${url.protocol}//${url.host} is not reached over TLS. Give it a certificate first.`;
};

interface Mount {
  /** Path below which every route leads to `base`. */
  readonly prefix: string;
  readonly base: string;
}

const usable = (operation: GatewayOperation): string | undefined => {
  const { integration } = operation;
  if (!integration?.uri || !['HTTP_PROXY', 'HTTP'].includes(integration.type)) return undefined;
  return integration.connectionType === 'VPC_LINK' ? undefined : integration.uri;
};

const mountsOf = (operations: readonly GatewayOperation[]): Mount[] =>
  operations.flatMap((operation) => {
    const uri = usable(operation);
    if (uri === undefined) return [];
    const greedy = /^(.*)\/\{[^{}]+\+\}$/.exec(operation.path);
    if (greedy) return [{ prefix: greedy[1] ?? '', base: baseOfCatchAll(uri) }];
    const path = operation.path === '/' ? '' : operation.path;
    // A route whose address ends with its own path tells where its siblings are.
    return placeholders(uri).endsWith(placeholders(path))
      ? [{ prefix: '', base: uri.slice(0, uri.length - tailLength(uri, path)) }]
      : [];
  });

/** Characters of `uri` that spell `path`; variable names may differ in length. */
const tailLength = (uri: string, path: string): number => {
  const segments = path.split('/').length - 1;
  return segments === 0 ? 0 : `/${uri.split('/').slice(-segments).join('/')}`.length;
};

/**
 * Reads from the source API's integrations where each route leads. A catch-all gives the base of everything below it;
 * an explicit route gives its own address, or the base when its address repeats its path. Nothing is guessed: a route
 * without evidence has a reason instead.
 */
export const backendOf = (
  operations: readonly GatewayOperation[],
  plainHttpOnLoopback: boolean,
): BackendLookup => {
  const mounts = mountsOf(operations).sort((a, b) => b.prefix.length - a.prefix.length);
  return (path, method) => {
    const exact = operations.find(
      (operation) =>
        placeholders(operation.path) === placeholders(path) &&
        (operation.method === method || operation.method === 'ANY') &&
        usable(operation) !== undefined,
    );
    if (exact) {
      // Its own variable names may differ from the document's: take the document's, in order.
      const names = path.match(/\{[^{}]+\}/g) ?? [];
      let index = 0;
      const uri = (usable(exact) as string).replace(/\{[^{}]+\}/g, (name) => names[index++] ?? name);
      return judged(uri, plainHttpOnLoopback);
    }
    const candidates = mounts.filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
    const longest = candidates.filter(({ prefix }) => prefix.length === candidates[0]?.prefix.length);
    const bases = new Set(longest.map(({ prefix, base }) => base + path.slice(prefix.length)));
    if (bases.size === 0)
      return {
        reason: `No HTTP integration of the source API leads to ${path}. Only HTTP proxies without a VPC link are migrated.`,
      };
    if (bases.size > 1)
      return { reason: `The source API leads to several backends for ${path}: ${[...bases].join(', ')}.` };
    return judged([...bases][0] as string, plainHttpOnLoopback);
  };
};

const judged = (uri: string, plainHttpOnLoopback: boolean): ReturnType<BackendLookup> => {
  const reason = addressProblem(uri, plainHttpOnLoopback);
  return reason === undefined ? { uri } : { reason };
};
