import type { DeclaredDocument } from '../inventory/declared-document.ts';
import { joinPath } from './path.ts';
import { type RouteMatcher, type Routes, routeMatcher } from './routes.ts';

/** Host of documents that name no server: they are held against every host that no other document names. */
export const anyHost = '*';

/**
 * Documents as routes by host, so that templates are whole paths of a host and undeclared ones can be compared with
 * them: one API a host, with the base paths of the servers in its templates.
 */
const routesOf = (documents: readonly DeclaredDocument[]): Routes => {
  const places = documents.flatMap((document) =>
    (document.servers.length > 0 ? document.servers : [{ host: anyHost, basePath: '' }]).map((server) => ({
      ...server,
      document,
    })),
  );
  return {
    doors: [...new Set(places.map(({ host }) => host))].map((host) => ({ api: host, host, basePath: '' })),
    routes: places.flatMap(({ host, basePath, document }) =>
      document.operations.map(({ method, template }) => ({
        api: host,
        method,
        template: joinPath(basePath, template) || '/',
      })),
    ),
  };
};

/** @returns a matcher, and which declared operations are deprecated, as `host method template` */
export const declaredRoutes = (
  documents: readonly DeclaredDocument[],
): {
  readonly matcher: RouteMatcher;
  readonly deprecated: ReadonlySet<string>;
  readonly operations: number;
} => {
  const routes = routesOf(documents);
  const inner = routeMatcher(routes);
  const hasAny = routes.doors.some(({ host }) => host === anyHost);
  return {
    matcher: {
      locate: (host, segments, gatewayId) =>
        inner.locate(host, segments, gatewayId) ?? (hasAny ? { api: anyHost, segments } : undefined),
      match: inner.match,
    },
    deprecated: new Set(
      documents.flatMap(({ servers, operations }) =>
        operations
          .filter(({ deprecated }) => deprecated)
          .flatMap(({ method, template }) =>
            (servers.length > 0 ? servers : [{ host: anyHost, basePath: '' }]).map(
              ({ host, basePath }) => `${host} ${method} ${joinPath(basePath, template) || '/'}`,
            ),
          ),
      ),
    ),
    operations: routes.routes.length,
  };
};
