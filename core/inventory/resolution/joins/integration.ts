import { hostReferenceOf } from '../addresses.ts';
import type { Join } from '../clusters.ts';
import { hasGatewayId, isConfigured, isGatewayThing, type Thing } from '../thing.ts';
import { type JoinRule, oneOfEach, type Resolving, type SharedBackend } from './join-rule.ts';

/** The only thing that all of a cluster leads to; undefined when there are several or one is not known. */
const onlyTargetOf = (thing: Thing): string | undefined =>
  thing.targets?.length === 1 ? thing.targets[0] : undefined;

/** Things that are the target themselves: they have its ARN, or they answer at its place. */
const atTarget = (target: string, { clusters, configured }: Resolving): readonly Thing[] => {
  const same = clusters.thing(target);
  const place = hostReferenceOf(target);
  if (same || !place) return same ? [same] : [];
  const holding = configured.holding(place.host, place.basePath);
  const there = holding.length > 0 ? holding : configured.below(place.host, place.basePath);
  const things = oneOfEach(
    there.map(({ thing }) => thing),
    clusters,
  );
  // A host with several APIs on it is not the backend of one.
  return things.length === 1 ? things : [];
};

/**
 * A function, a listener or a host belongs to the API that hands requests to it and to nothing else, if there is
 * exactly one such API: a request that reaches it directly goes around that API. What several APIs lead to is a shared
 * backend and joins none of them.
 */
export const integration: JoinRule = (state) => {
  const { things, clusters } = state;
  const leading = new Map<string, Thing[]>();
  for (const thing of things.filter(isConfigured)) {
    for (const target of thing.targets ?? []) leading.set(target, [...(leading.get(target) ?? []), thing]);
  }
  /** Backends by one of their things, else by the target's own name: what leads to them, and by which target. */
  const backends = new Map<string, { doors: readonly Thing[]; by: { thing: Thing; target: string }[] }>();
  for (const [target, from] of [...leading].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const doors = atTarget(target, state).filter((door) => !hasGatewayId(door));
    const key = doors[0] ? (oneOfEach(clusters.members(doors[0]), clusters)[0]?.key ?? target) : target;
    const backend = backends.get(key) ?? { doors, by: [] };
    backends.set(key, backend);
    for (const thing of from)
      if (!doors.some((door) => clusters.isOne(door, thing))) backend.by.push({ thing, target });
  }
  const joins: Join[] = [];
  const shared: SharedBackend[] = [];
  for (const [key, { doors, by }] of backends) {
    const gateways = by.filter(({ thing }) => isGatewayThing(thing));
    const owners = gateways.length > 0 ? gateways : by;
    const distinct = oneOfEach(
      owners.map(({ thing }) => thing),
      clusters,
    );
    const [owner, ...others] = distinct;
    if (!owner) continue;
    if (others.length > 0) {
      shared.push({ target: key, keys: distinct.map((thing) => thing.key).sort() });
      continue;
    }
    const entry = owners.find(({ thing }) => clusters.isOne(thing, owner));
    if (!entry || onlyTargetOf(entry.thing) !== entry.target) continue;
    const beside = by
      .filter(({ thing, target }) => !isGatewayThing(thing) && onlyTargetOf(thing) === target)
      .map(({ thing }) => thing);
    for (const thing of [...doors, ...beside]) {
      if (clusters.isOne(thing, entry.thing)) continue;
      const sentence = `${entry.target} is all that ${entry.thing.key} leads to, and ${thing.key} ${doors.includes(thing) ? 'is it' : 'leads to it'}`;
      joins.push({ kind: 'integration', left: entry.thing, right: thing, sentence });
    }
  }
  return { joins, shared };
};
