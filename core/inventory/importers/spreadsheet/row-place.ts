import type { ImportContext } from '../importer.ts';
import { hostOf, type Place, placeOf } from '../place.ts';
import type { Cells } from './row-cells.ts';

interface Endpoint {
  readonly path: string;
  /** A method that stood before the path: `GET /accounts`. */
  readonly method: string;
}

export interface RowPlace {
  readonly host?: string;
  readonly base: string;
  /** Several where the cell lists several. */
  readonly endpoints: readonly Endpoint[];
}

const methodNames = 'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY';
const methodBefore = new RegExp(`^(${methodNames})\\s+(?=\\S*/)`, 'i');
const endpointInCell = new RegExp(`(?<![^\\s,;|])(?:(${methodNames})\\s+)?((?:https?:/)?/[^\\s,;|]*)`, 'gi');

/** The endpoints that a cell lists: `/a, /b`, `GET /a⏎POST /b`, or one path without its slash. */
const listed = (cell: string): readonly Endpoint[] => {
  const found = [...cell.matchAll(endpointInCell)].map(([, method = '', path = '']) => ({
    method: method.toUpperCase(),
    path,
  }));
  return found.length || cell === '' || cell === '-' ? found : [{ method: '', path: cell }];
};

/** Where a row points. Full URLs stand in any of the columns, whatever their heading says. */
export const placeIn = (cells: Cells, context: ImportContext): RowPlace => {
  const read = (text: string, isPath: boolean): Place | undefined =>
    text === '' || text === '-'
      ? undefined
      : (placeOf(text, context) ?? (isPath ? placeOf(`/${text}`, context) : undefined));
  const hostCell = cells('host');
  const urlCell = cells('url');
  const url = read(urlCell.replace(methodBefore, ''), false);
  const basePath = read(cells('basePath'), true);
  const paths = listed(cells('path')).map(({ path, method }) => ({ method, place: read(path, true) }));
  const atHost = hostCell.includes('/') ? placeOf(hostCell, context) : undefined;
  const places = [atHost, url, basePath, ...paths.map(({ place }) => place)];
  const host = hostOf(hostCell) ?? places.find((place) => place?.host)?.host;
  const base = [atHost?.path, url?.path, basePath?.path].filter((one) => one && one !== '/').at(-1) ?? '';
  const written = paths.map(({ method, place }) => ({ method, path: place?.path ?? '' }));
  const atUrl = { method: methodBefore.exec(urlCell)?.[1]?.toUpperCase() ?? '', path: '' };
  const endpoints = written.length ? written : [atUrl];
  // Some write the whole path beside the base path that it begins with.
  const isWhole =
    base !== '' &&
    endpoints.every(({ path }) => path === base || path.startsWith(`${base.replace(/\/$/, '')}/`));
  return { ...(host ? { host } : {}), base: isWhole ? '' : base, endpoints };
};
