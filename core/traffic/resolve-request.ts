import type { LogSource } from './log-record.ts';
import { isGreedy, joinPath, segmentsOf } from './path.ts';
import type { RouteMatcher } from './routes.ts';
import { type DataSighting, type HashKey, safePath } from './sensitive-data.ts';
import type { Usage } from './usage.ts';

/** Where a request went, in texts. */
export interface Requested {
  readonly source: LogSource;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly template?: string;
  readonly gatewayId?: string;
}

/** The usage that a request counts for. */
export interface ResolvedRequest {
  readonly place: Pick<Usage, 'source' | 'api' | 'gatewayId' | 'host' | 'method' | 'template' | 'known'>;
  /** The path itself, where the template stands for more than one. */
  readonly path?: string;
  readonly data: readonly DataSighting[];
}

/** Longer segments are values, whatever they consist of. */
const longest = 32;

/**
 * A segment that may be the value of a parameter, judged by its bytes alone: what groups paths so that ten million of
 * them fit in memory. It decides nothing: the paths of a group are kept as they are, and inferred from.
 */
const mayBeValue = (segment: string): boolean =>
  segment.length > longest || (/\d/.test(segment) && !/^v\d{1,3}(?:\.\d+)?$/i.test(segment)) || /%40|@/.test(segment);

/**
 * @returns undefined for what cannot be the request of an endpoint: traversal, control characters, a path without end
 */
export const resolveRequest = (
  { source, host, method, path, template, gatewayId }: Requested,
  matcher: RouteMatcher,
  key: HashKey,
): ResolvedRequest | undefined => {
  const raw = segmentsOf(path || '/');
  if (!raw) return undefined;
  const located = matcher.locate(host, raw, gatewayId);
  const whole = {
    source,
    ...(located ? { api: located.api } : {}),
    ...(gatewayId ? { gatewayId } : {}),
    host,
    method,
  };
  const { data } = safePath(raw, key);
  // The gateway says which route it chose: nothing to infer, unless the route is a catch-all.
  const routed = template !== undefined && !isGreedy(template) ? template : undefined;
  const segments = routed
    ? routed.split('/').filter((segment) => segment !== '')
    : (located?.segments ?? raw);
  const match = located
    ? matcher.match(located.api, method, segments)
    : { declared: [], rest: segments, known: false };
  if (routed && !match.known)
    return { place: { ...whole, template: joinPath(routed) || '/', known: true }, data };
  if (match.known)
    return { place: { ...whole, template: joinPath(...match.declared) || '/', known: true }, data };
  const safe = [...match.declared, ...safePath(match.rest, key).segments];
  const form = safe.map((segment, index) =>
    index >= match.declared.length && mayBeValue(segment) ? '{}' : segment,
  );
  const grouped = joinPath(...form) || '/';
  const own = joinPath(...safe) || '/';
  return {
    place: { ...whole, template: grouped, known: false },
    ...(own === grouped ? {} : { path: own }),
    data,
  };
};
