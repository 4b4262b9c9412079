import type { LogSource } from './log-record.ts';
import { isGreedy, segmentsOf } from './path.ts';
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

const pathOf = (segments: readonly string[]): string =>
  segments.length === 0 ? '' : `/${segments.join('/')}`;

/** Longer segments are values, whatever they consist of. */
const longest = 32;

/**
 * A segment that may be the value of a parameter, judged by its bytes alone: what groups paths so that ten million of
 * them fit in memory. It decides nothing: the paths of a group are kept as they are, and inferred from.
 */
const mayBeValue = (segment: string): boolean => {
  if (segment.length > longest) return true;
  for (let at = 0; at < segment.length; at++) {
    const code = segment.charCodeAt(at);
    if (code === 64 || (code >= 48 && code <= 57)) return !/^v\d{1,3}(?:\.\d+)?$/i.test(segment);
  }
  return false;
};

/**
 * @param shown whether an answer shows that something is there; without one only what is declared counts
 * @returns `unusable` for what cannot be the request of an endpoint: traversal, control characters, a path without end
 */
export const resolveRequest = (
  { source, host, method, path, template, gatewayId }: Requested,
  matcher: RouteMatcher,
  key: HashKey,
  shown: boolean,
): ResolvedRequest | 'undeclared' | 'unusable' => {
  const raw = segmentsOf(path || '/');
  if (!raw) return 'unusable';
  const located = matcher.locate(host, raw, gatewayId);
  const place = (form: string, known: boolean): ResolvedRequest['place'] => ({
    source,
    ...(located ? { api: located.api } : {}),
    ...(gatewayId ? { gatewayId } : {}),
    host,
    method,
    template: form || '/',
    known,
  });
  // The gateway says which route it chose: nothing to infer, unless the route is a catch-all.
  const routed =
    template !== undefined && !isGreedy(template)
      ? template.split('/').filter((segment) => segment !== '')
      : undefined;
  const segments = routed ?? located?.segments ?? raw;
  const match = located
    ? matcher.match(located.api, method, segments)
    : { declared: [], rest: segments, known: false };
  if (match.known || routed)
    return {
      place: place(pathOf(match.known ? match.declared : segments), true),
      data: safePath(raw, key).data,
    };
  if (!shown) return 'undeclared';
  const { segments: safe, data } = safePath(match.rest, key);
  const declared = pathOf(match.declared);
  const form = declared + pathOf(safe.map((segment) => (mayBeValue(segment) ? '{}' : segment)));
  const own = declared + pathOf(safe);
  return { place: place(form, false), ...(own === form ? {} : { path: own || '/' }), data };
};
