import { arrayAt, isObject, type JsonObject, objectAt } from '../json.ts';
import type { BasePath } from '../ports.ts';

/**
 * What the document's server adds between the base path that is mapped and the paths of the document: a document that
 * says `https://api.bank.example/accounts/v1` for a mapping of `/accounts` means `/v1` before each of its paths.
 * @returns '' when it adds nothing, or when no server names the mapped domain
 */
export const serverPrefix = (document: JsonObject, at: BasePath): string => {
  const base = at.basePath === '(none)' ? '' : `/${at.basePath}`;
  for (const server of arrayAt(document, 'servers').filter(isObject)) {
    let url: URL;
    try {
      url = new URL(String(server.url));
    } catch {
      continue;
    }
    const path = url.pathname.replace(/\/+$/, '');
    if (url.hostname !== at.domainName || /[{}]|%7B/i.test(path)) continue;
    if (path === base || path.startsWith(`${base}/`)) return path.slice(base.length);
  }
  return '';
};

/** Puts the prefix before every path. */
export const prefixPaths = (document: JsonObject, prefix: string): void => {
  if (prefix === '') return;
  document.paths = Object.fromEntries(
    Object.entries(objectAt(document, 'paths') ?? {}).map(([path, item]) => [
      path.startsWith('/') ? prefix + path : path,
      item,
    ]),
  );
};
