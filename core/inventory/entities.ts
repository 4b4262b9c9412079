import { joinPath } from '../traffic/path.ts';
import type { Door, KnownRoute, Routes } from '../traffic/routes.ts';
import type { Evidence } from './evidence.ts';
import { sourceKind } from './evidence-sources.ts';
import { gatewayRoutes } from './gateway-claims.ts';
import type { Declarations } from './resolution/declarations.ts';
import { seenFrom } from './resolution/doors.ts';
import type { Entity, EntityDoor } from './resolution/entity.ts';
import { resolve } from './resolution/resolve.ts';

export type { Declarations } from './resolution/declarations.ts';
export type { Entity } from './resolution/entity.ts';

/** The APIs that the declarations resolve to, sorted by key. */
export const resolveEntities = (declarations: Declarations): readonly Entity[] =>
  resolve(declarations).entities;

/**
 * A template seen from the API: clients call server + template, and the API's own paths begin after the door that this
 * goes through. What goes through no door of it stays as it is written.
 */
export const relativeTemplate = (
  { doors }: Pick<Entity, 'doors'>,
  { servers }: { readonly servers: readonly { readonly host: string; readonly basePath: string }[] },
  template: string,
): string => {
  for (const { host, basePath } of servers) {
    const seen = seenFrom(doors, host, joinPath(basePath, template));
    if (seen !== undefined) return seen;
  }
  return template;
};

/** Where a piece of evidence says its templates begin, as a server of `relativeTemplate`. */
export const serversOf = ({ host, basePath = '' }: Evidence) => ({
  servers: host ? [{ host, basePath }] : [],
});

/**
 * The door that a request to one place goes through. Of several APIs that claim it the configured one has it; a place
 * that is only named, and for several, belongs to nobody.
 */
const decidedDoors = (doors: readonly EntityDoor[]): Door[] =>
  [...Map.groupBy(doors, ({ host, basePath }) => `${host} ${basePath}`).values()].flatMap((claims) => {
    const [first, ...others] = claims.filter(({ configured }) => configured);
    const decided = first ?? (claims.length === 1 ? claims[0] : undefined);
    if (!decided) return [];
    // API Gateway's own host names stay with each of its ids.
    return [decided, ...others.filter(({ gatewayId }) => gatewayId)].map(
      ({ api, host, basePath, within, gatewayId }) => ({
        api,
        host,
        basePath,
        ...(within ? { within } : {}),
        ...(gatewayId ? { gatewayId } : {}),
      }),
    );
  });

/** Documents name parameters better than gateways do, and both better than what people and tools wrote down. */
const routesOfEntity = (entity: Entity): KnownRoute[] => {
  const declared = entity.evidence.filter(({ source }) => {
    const { family } = sourceKind(source);
    return family !== 'traffic' && family !== 'scan';
  });
  const stated = (shows: (kind: string) => boolean): KnownRoute[] =>
    declared
      .filter(({ source }) => shows(sourceKind(source).shows))
      .flatMap((one) =>
        (one.operations ?? []).map(({ method, template }) => ({
          api: entity.key,
          method,
          template: relativeTemplate(entity, serversOf(one), template),
        })),
      );
  return [
    ...entity.documents.flatMap((document) =>
      document.operations.map(({ method, template }) => ({
        api: entity.key,
        method,
        template: relativeTemplate(entity, document, template),
      })),
    ),
    ...stated((shows) => shows === 'document'),
    ...(entity.gateway
      ? gatewayRoutes(entity.gateway).map(({ method, path }) => ({ api: entity.key, method, template: path }))
      : []),
    ...stated((shows) => shows !== 'document'),
  ];
};

/** What log readers match requests against. */
export const routesOf = (entities: readonly Entity[]): Routes => ({
  doors: decidedDoors(entities.flatMap(({ doors }) => doors)),
  routes: entities.flatMap(routesOfEntity),
});
