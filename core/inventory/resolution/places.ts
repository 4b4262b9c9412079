import { isParameter, joinPath } from '../../traffic/path.ts';

/** Where clients reach something: everything under `basePath` of `host`. */
export interface Place {
  readonly host: string;
  /** Empty, or with a leading and no trailing slash. */
  readonly basePath: string;
  /** The part of the thing's own paths that the base path already holds, see `Door.within`. */
  readonly within: string;
}

/** Places that one source may name for one thing; more is a list of paths, not of places. */
const maxPlaces = 20;

const segmentsIn = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

/** Segments that every API may have and that tell none apart. */
const isGeneric = (segment: string): boolean =>
  isParameter(segment) || /^(?:v\d[\w.]*|apis?|rest|services?|public|internal|prod|live)$/i.test(segment);

/** Whether a base path names something, or is what all APIs of a host have in common, like `/api/v1`. */
export const isDistinctive = (basePath: string): boolean => !segmentsIn(basePath).every(isGeneric);

/** `/v1/payments/{id}` → `/v1/payments`: up to the first segment that names something; empty when none does. */
const namingPrefix = (template: string): string => {
  const segments = segmentsIn(template);
  const naming = segments.findIndex((segment) => !isGeneric(segment));
  const parameter = segments.findIndex(isParameter);
  if (naming < 0 || (parameter >= 0 && parameter < naming)) return '';
  return joinPath(...segments.slice(0, naming + 1));
};

/**
 * The places that a source means with a host, a base path and templates under it. A base path that names nothing is
 * narrowed by the templates: many APIs stand side by side at the root of a host.
 */
export const placesOf = (host: string, basePath: string, templates: readonly string[]): readonly Place[] => {
  const base = joinPath(basePath);
  if (isDistinctive(base) || templates.length === 0) return [{ host, basePath: base, within: '' }];
  const prefixes = new Set(templates.map(namingPrefix));
  if (prefixes.has('') || prefixes.size > maxPlaces) return [{ host, basePath: base, within: '' }];
  return [...prefixes].sort().map((prefix) => ({ host, basePath: joinPath(base, prefix), within: prefix }));
};

/** Whether a path is the base path or below it: `/accounts` holds `/accounts/v1` and not `/accountsx`. */
export const isUnder = (path: string, basePath: string): boolean => `${path}/`.startsWith(`${basePath}/`);

export const placeText = ({ host, basePath }: Pick<Place, 'host' | 'basePath'>): string =>
  `${host}${basePath || '/'}`;
