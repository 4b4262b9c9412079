import { isMapping, listOf, textOf } from '../../../documentation/mapping.ts';
import { tokenType } from '../../../traffic/typed-token.ts';
import type { ImportContext } from '../importer.ts';
import { templateOf } from '../path-template.ts';
import { placeOf } from '../place.ts';
import { resolved, type Variables } from './variables.ts';

const joined = (parts: unknown, separator: string): string =>
  typeof parts === 'string'
    ? parts
    : listOf(parts)
        .map((part) => (isMapping(part) ? textOf(part.value) : String(part)))
        .join(separator);

/** A URL is a text, or an object whose parts are more exact than its `raw` text. */
const written = (url: unknown): string => {
  if (typeof url === 'string') return url;
  if (!isMapping(url)) return '';
  const host = joined(url.host, '.');
  if (host === '') return textOf(url.raw);
  const protocol = textOf(url.protocol);
  const path = joined(url.path, '/').replace(/^\/+/, '');
  const port = textOf(url.port);
  return `${protocol ? `${protocol}://` : ''}${host}${port ? `:${port}` : ''}/${path}`;
};

const isVersion = (value: string): boolean => /^v?\d{1,3}(?:\.\d+)*$/i.test(value);
const wholeVariable = /^\{\{\s*[^{}]+?\s*\}\}$/;

/**
 * Variables at the beginning of a path are its base (`{{basePath}}/{{version}}/accounts`), and versions anywhere.
 * Any other stands for what a caller chooses, even where the collection has an example for it.
 */
const segmentOf = (segment: string, isBase: boolean, variables: Variables): string => {
  if (!wholeVariable.test(segment)) {
    // Somebody's identifier, pasted into the request.
    return !/[:{}]/.test(segment) && tokenType(segment) ? '{id}' : segment;
  }
  const value = resolved(segment, variables);
  if (value === segment || value === '') return segment;
  if (isVersion(value)) return value;
  return isBase && !tokenType(value) ? value : segment;
};

export interface RequestPlace {
  readonly host?: string;
  readonly template: string;
}

/** Place of a request's URL: `{{baseUrl}}/accounts/:id?expand=…` → `api.bank.example`, `/v1/accounts/{id}`. */
export const requestPlace = (
  url: unknown,
  variables: Variables,
  context: ImportContext,
): RequestPlace | undefined => {
  const text = written(url).trim();
  if (text === '') return undefined;
  // Queries are examined before anything is replaced, so that their tokens are taken as they stand.
  if (isMapping(url)) placeOf(textOf(url.raw), context);
  placeOf(text, context);
  const bare = text.replace(/[?#].*$/s, '');
  const [, scheme = '', authority = '', path = ''] =
    /^((?:[a-z][a-z0-9+.-]*|\{\{[^{}]+\}\}):\/\/)?([^/]*)(.*)$/is.exec(bare) ?? [];
  const head = resolved(authority, variables);
  // `{{baseUrl}}` may hold scheme, host and base path, or a path alone.
  const base = placeOf(
    /^[a-z][a-z0-9+.-]*:\/\//i.test(head) ? head : head.startsWith('/') ? head : `//${head}`,
    context,
  );
  if (!base && !path && !scheme) return undefined;
  let isBase = true;
  const segments = path.split('/').map((segment) => {
    const out = segmentOf(segment, isBase, variables);
    if (segment !== '' && !wholeVariable.test(segment)) isBase = false;
    return out;
  });
  const template = templateOf(`${base?.path ?? ''}/${segments.join('/')}`);
  return { ...(base?.host ? { host: base.host } : {}), template };
};
