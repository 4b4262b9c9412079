import type { ImportedRoute } from '../importer.ts';
import { templateOfPaths } from '../request-paths.ts';
import { onEveryWay, strongest } from '../route-controls.ts';
import {
  afterRewrites,
  answeredInstead,
  isOvertaken,
  type Overtaking,
  overtakingIn,
  withoutOvertaken,
} from './detours.ts';
import { type Directive, placeOfDirective } from './directives.ts';
import { controlsAt, type HttpFacts } from './location-controls.ts';
import { answersAtOnce, methodWays, pathsOf, type Served, servedAt } from './served.ts';
import type { Location, Server } from './servers.ts';

/** The routes of one location, and what answers there. */
export interface ServedRoutes {
  readonly routes: readonly ImportedRoute[];
  readonly location: Location;
  readonly handler?: Directive;
  /** Its pattern is no template: what is below its literal beginning stands for it. */
  readonly unclear: boolean;
}

const routesAt = (
  location: Location,
  served: Served,
  server: Server,
  facts: HttpFacts,
  overtaking: Overtaking,
): readonly ImportedRoute[] => {
  const { paths } = pathsOf(location);
  if (isOvertaken(location, overtaking, paths)) return [];
  return methodWays(location).flatMap(({ method, levels, mixed }): readonly ImportedRoute[] => {
    const own = controlsAt(levels, server, facts, served.handler);
    if (own.closed) return [];
    const behind = served.takenOverBy && controlsAt(served.takenOverBy.levels, server, facts, served.handler);
    if (behind?.closed) return [];
    const met = strongest([...own.controls, ...(behind?.controls ?? [])]);
    const mixedIn = mixed
      ? onEveryWay([met, controlsAt(mixed, server, facts, served.handler).controls])
      : met;
    const refused = answeredInstead(levels, server, facts, mixedIn);
    const controls = withoutOvertaken(location, overtaking, afterRewrites(location, refused));
    return server.hosts.flatMap((host) =>
      paths.map((path) => ({
        method,
        template: templateOfPaths(path),
        pointer: placeOfDirective(location.directive),
        controls,
        ...(host ? { host } : {}),
      })),
    );
  });
};

/** Every route of a server, location by location. */
export const serverRoutes = (server: Server, facts: HttpFacts): readonly ServedRoutes[] => {
  if (answersAtOnce(server)) return [];
  const overtaking = overtakingIn(server, facts);
  return server.locations.flatMap((location) => {
    const served = servedAt(location, server);
    if (!served) return [];
    const routes = routesAt(location, served, server, facts, overtaking);
    const { handler } = served;
    return routes.length === 0
      ? []
      : [{ routes, location, unclear: !pathsOf(location).exact, ...(handler ? { handler } : {}) }];
  });
};
