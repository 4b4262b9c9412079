import { joinPath } from '../../traffic/path.ts';
import { gatewayDoors } from '../gateway-claims.ts';
import { type Alias, reachedBy } from './aliases.ts';
import type { EntityDoor } from './entity.ts';
import type { Place } from './places.ts';
import { isConfigured, type Thing } from './thing.ts';

const doorAt = (
  api: string,
  { host, basePath, within }: Place,
  { configured, meetsGateway }: Pick<EntityDoor, 'configured' | 'meetsGateway'>,
): EntityDoor => ({
  api,
  host,
  basePath,
  ...(within ? { within } : {}),
  configured,
  ...(meetsGateway ? { meetsGateway } : {}),
});

/** Something that hands on to another host: what a path means there is known only from what it leads to. */
const isHandingOn = ({ gateway, targets = [] }: Thing): boolean =>
  gateway === undefined && targets.some((target) => target.startsWith('host:'));

/**
 * Where clients reach a cluster of things: what was found to answer, then what was only named, on hosts where nothing
 * was found; each also under the names that lead to it. The first door of a place holds.
 */
export const doorsOf = (
  api: string,
  group: readonly Thing[],
  byTarget: ReadonlyMap<string, readonly Alias[]>,
): readonly EntityDoor[] => {
  const found = group.filter(isConfigured);
  const places = (things: readonly Thing[], configured: boolean): EntityDoor[] =>
    things.flatMap((thing) => thing.places.map((place) => doorAt(api, place, { configured })));
  const reached = (doors: readonly EntityDoor[]): EntityDoor[] =>
    doors.flatMap((door) =>
      reachedBy({ ...door, within: door.within ?? '' }, byTarget).map(({ place }) =>
        doorAt(api, place, door),
      ),
    );
  const own = found.flatMap(({ gateway }) => (gateway ? gatewayDoors(gateway) : []));
  const answering = [
    ...own.map((door) => ({ ...door, api, configured: true, meetsGateway: true as const })),
    ...places(
      found.filter((thing) => !isHandingOn(thing)),
      true,
    ),
  ];
  const handingOn = places(found.filter(isHandingOn), true);
  const configured = [...answering, ...reached(answering), ...handingOn, ...reached(handingOn)];
  const hosts = new Set([...answering, ...handingOn].map(({ host }) => host));
  const named = places(
    group.filter((thing) => !isConfigured(thing)),
    false,
  ).filter(({ host }) => !hosts.has(host));
  const doors = new Map<string, EntityDoor>();
  for (const door of [...configured, ...named, ...reached(named)]) {
    const at = `${door.host} ${door.basePath}`;
    if (!doors.has(at)) doors.set(at, door);
  }
  return [...doors.values()];
};

/**
 * A path on a host, seen from the API behind the deepest door that it goes through.
 * @returns undefined when it goes through none of them.
 */
export const seenFrom = (doors: readonly EntityDoor[], host: string, path: string): string | undefined => {
  let best: EntityDoor | undefined;
  for (const door of doors) {
    if (door.host !== host || !`${path}/`.startsWith(`${door.basePath}/`)) continue;
    if (!best || door.basePath.length > best.basePath.length) best = door;
  }
  return best && (joinPath(best.within ?? '', path.slice(best.basePath.length)) || '/');
};
