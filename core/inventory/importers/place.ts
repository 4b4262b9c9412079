import { takeCredential, takeForm } from './credentials.ts';
import type { ImportContext } from './importer.ts';

/** Where a URL leads, without what opens it: no user information, no query, no fragment, no port. */
export interface Place {
  /** Lower case; absent for a relative URL, a host with variables, and the machine's own. */
  readonly host?: string;
  /** As written, from the first `/`; empty when there is none. */
  readonly path: string;
}

/** `localhost` names whichever machine reads it. */
const isOwnMachine = (host: string): boolean =>
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|::1|host\.docker\.internal)$/.test(host);

/**
 * A name in DNS or an address in one spelling: lower case, without port and final dot.
 * @returns undefined for a name with variables, for the machine's own name and for what is no host.
 */
export const hostOf = (text: string): string | undefined => {
  const host = text
    .trim()
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const wild = host.startsWith('*.');
  const name = wild ? host.slice(2) : host;
  if (name === '' || name.length > 253 || !/^[^\s{}$<>"'/\\?#@%*]+$/.test(name)) return undefined;
  if (!URL.canParse(`https://${name}/`)) return undefined;
  const { hostname } = new URL(`https://${name}/`);
  // A number alone reads as an address: `8080` is `0.0.31.144`.
  if (isOwnMachine(hostname) || (/^\d+$/.test(name) && hostname !== name)) return undefined;
  return wild ? `*.${hostname}` : hostname;
};

const absolute = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#\\]*)([^?#]*)/i;
/** `api.bank.example:8443/pay`, as people write it. */
const bare = /^((?:\*\.)?[a-z0-9_](?:[a-z0-9_-]*\.)+[a-z][a-z0-9-]+(?::\d{1,5})?)(?=$|[/?#])([^?#]*)/i;

/**
 * Reads an absolute URL of any scheme, `host/path`, or a path. Passwords and tokens that it carries are taken.
 * @returns undefined for what is none of them.
 */
export const placeOf = (text: string, context: ImportContext): Place | undefined => {
  const url = text.trim();
  if (url === '' || url.length > 16_384) return undefined;
  const after = /[?#](.*)$/s.exec(url)?.[1];
  if (after) takeForm(after.replaceAll(/[?#]/g, '&'), context);
  const [, authority, path = ''] = absolute.exec(url) ?? bare.exec(url) ?? [];
  if (authority === undefined) {
    const relative = url.replace(/[?#].*$/s, '');
    return relative.startsWith('/') ? { path: relative } : undefined;
  }
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    const user = authority.slice(0, at);
    takeCredential(user.includes(':') ? user.slice(user.indexOf(':') + 1) : user, context);
  }
  const host = hostOf(authority.slice(at + 1));
  return { ...(host ? { host } : {}), path };
};
