import { joinPath } from '../../traffic/path.ts';
import { routeMatcher } from '../../traffic/routes.ts';
import type { Evidence, EvidenceOperation } from '../evidence.ts';
import type { EntityDoor } from './entity.ts';
import { hostThing } from './keys.ts';

/**
 * Which API each endpoint of a capture or scan belongs to, as with traffic: by the deepest door it goes through. What
 * goes through none is of the host itself.
 * @returns by key of an entity, or of the host
 */
export const locateSightings = (
  sightings: readonly Evidence[],
  doors: readonly EntityDoor[],
): ReadonlyMap<string, readonly Evidence[]> => {
  const matcher = routeMatcher({ doors, routes: [] });
  const homes = new Map<string, Evidence[]>();
  const homeOf = (host: string, path: string): string => {
    const segments = path.split('/').filter((segment) => segment !== '');
    return matcher.locate(host, segments, undefined)?.api ?? hostThing(host);
  };
  const enter = (key: string, evidence: Evidence): void => {
    homes.set(key, [...(homes.get(key) ?? []), evidence]);
  };
  for (const sighting of sightings) {
    const { host = '', basePath = '', operations = [] } = sighting;
    if (operations.length === 0) {
      enter(homeOf(host, basePath), sighting);
      continue;
    }
    const byHome = Map.groupBy(operations, ({ template }: EvidenceOperation) =>
      homeOf(host, joinPath(basePath, template)),
    );
    for (const [key, own] of byHome) enter(key, { ...sighting, operations: own });
  }
  return homes;
};
