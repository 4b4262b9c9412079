import type { ObservedEndpoint } from '../../traffic/endpoints.ts';
import type { Evidence } from '../evidence.ts';
import { type Alias, aliasesOf, reachedBy } from './aliases.ts';
import { type Clusters, clustersOf } from './clusters.ts';
import type { Declarations } from './declarations.ts';
import { doorsOf } from './doors.ts';
import type { Entity } from './entity.ts';
import { documents } from './joins/documents.ts';
import { handedOn } from './joins/handed-on.ts';
import { integration } from './joins/integration.ts';
import type { JoinRule, PossibleDuplicate, Resolving, SharedBackend } from './joins/join-rule.ts';
import { mapping } from './joins/mapping.ts';
import { names } from './joins/names.ts';
import { sameListing } from './joins/same-listing.ts';
import { samePlace } from './joins/same-place.ts';
import { statedHosts, statedPlaces } from './joins/statements.ts';
import { hostThing } from './keys.ts';
import { attachLeads } from './leads.ts';
import { decidedPairs } from './person.ts';
import { placeIndex } from './place-index.ts';
import { locateSightings } from './sightings.ts';
import { hasGatewayId, isConfigured, isDocument, type Thing } from './thing.ts';
import { thingsOf } from './things.ts';

/** Strongest first: identity, then where things answer, then what is behind them, then names. */
const rules: readonly JoinRule[] = [
  sameListing,
  mapping,
  samePlace,
  handedOn,
  integration,
  documents,
  statedPlaces,
  statedHosts,
  names,
];

export interface Resolution {
  /** Sorted by key. */
  readonly entities: readonly Entity[];
  /** Hosts and resources that lead to no API: nobody accounts for them. */
  readonly leads: readonly Evidence[];
  readonly possibleDuplicates: readonly PossibleDuplicate[];
  readonly sharedBackends: readonly SharedBackend[];
  /** Key of the entity that traffic belongs to; undefined for what resolution was not told of. */
  home(endpoint: Pick<ObservedEndpoint, 'api' | 'gatewayId' | 'host'>): string | undefined;
}

/** An API is called after the strongest thing in it. */
const rank = (thing: Thing): number => {
  if (hasGatewayId(thing)) return 0;
  if (isConfigured(thing)) return 1;
  return isDocument(thing) ? 2 : 3;
};

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);

const joinAll = (state: Resolving, corrections: Declarations['corrections'] = []) => {
  for (const { kind, left, right } of decidedPairs(corrections)) {
    const [a, b] = [state.clusters.thing(left), state.clusters.thing(right)];
    if (kind === 'together' && a && b)
      state.clusters.join({
        kind: 'person',
        left: a,
        right: b,
        sentence: 'A person put them together',
      });
  }
  return rules.map((rule) => {
    const found = rule(state);
    for (const join of found.joins) state.clusters.join(join);
    return found;
  });
};

/**
 * What is still open once everything was joined: a later rule, or a person, may have settled it, and two ids of API
 * Gateway are two APIs whatever they are called.
 */
const openDoubts = (doubts: readonly PossibleDuplicate[], clusters: Clusters): PossibleDuplicate[] => {
  const open = doubts.filter(({ left, right }) => {
    const [one, other] = [clusters.thing(left), clusters.thing(right)];
    return one && other && !clusters.isOne(one, other) && clusters.mayJoin(one, other);
  });
  return [...new Map(open.map((one) => [[one.left, one.right].sort().join('\n'), one])).values()];
};

const drafted = (
  group: readonly Thing[],
  clusters: Clusters,
  byTarget: ReadonlyMap<string, readonly Alias[]>,
): Entity => {
  const [first] = group.toSorted((a, b) => rank(a) - rank(b) || byKey(a, b)) as [Thing];
  const gateway = group.find((thing) => thing.gateway)?.gateway;
  return {
    key: first.key,
    ...(gateway ? { gateway } : {}),
    documents: group.flatMap(({ document }) => document ?? []),
    evidence: group.flatMap(({ evidence }) => evidence),
    keys: group.map(({ key }) => key),
    merges: clusters.reasons(first),
    doors: doorsOf(first.key, group, byTarget),
  };
};

/** Everything that is configured, at each of its places under each of their names. */
const configuredPlaces = (things: readonly Thing[], byTarget: ReadonlyMap<string, readonly Alias[]>) => {
  const index = placeIndex();
  const found = things.filter(isConfigured);
  for (const thing of found) for (const place of thing.places) index.add({ thing, ...place });
  for (const thing of found) {
    for (const place of thing.places)
      for (const { place: other, via } of reachedBy(place, byTarget)) index.add({ thing, ...other, via });
  }
  return index;
};

const gatewayIdOf = ({ key }: Thing): string =>
  key.slice(Math.max(key.indexOf(':'), key.lastIndexOf('/')) + 1);

/**
 * Entity resolution: which of everything that is declared is one API, why, and what stays open. Joins rest on identity:
 * an id, a place under any of its names, what is behind it; a name joins only where nothing contradicts. What a person
 * put apart stays apart. Pure, and no order of the declarations matters.
 */
export const resolve = (declarations: Declarations): Resolution => {
  const { corrections = [], observed = [] } = declarations;
  const { things, leads, sightings } = thingsOf(declarations);
  const apart = decidedPairs(corrections).filter(({ kind }) => kind === 'apart');
  const clusters = clustersOf(things, apart);
  const byTarget = Map.groupBy(aliasesOf(things, leads), ({ to }) => to.host);
  const state = { things, clusters, configured: configuredPlaces(things, byTarget) };
  const findings = joinAll(state, corrections);

  const fronts = new Set(findings.flatMap((found) => found.fronts ?? []));
  const groups = [...Map.groupBy(things, (thing) => clusters.of(thing)).values()];
  const isFront = (group: readonly Thing[]): boolean => group.every((thing) => fronts.has(thing));
  const drafts = groups.filter((group) => !isFront(group)).map((group) => drafted(group, clusters, byTarget));
  const homes = new Map(drafts.flatMap(({ key, keys }) => keys.map((one) => [one, key] as const)));

  const seen = new Map<string, Evidence[]>();
  const doors = drafts.flatMap((entity) => entity.doors);
  for (const [key, evidence] of locateSightings(sightings, doors)) {
    const home = homes.get(key) ?? key;
    seen.set(home, [...(seen.get(home) ?? []), ...evidence]);
  }
  // A host of which everything that was seen there belongs to other APIs is none.
  const called = new Set(observed.map(({ host }) => hostThing(host)));
  const seenOnly = new Set(things.filter((thing) => thing.seenOnly).map(({ key }) => key));
  const known = drafts.filter(
    ({ key, keys }) =>
      !keys.every((one) => seenOnly.has(one)) || seen.has(key) || keys.some((one) => called.has(one)),
  );
  const handingOn = groups.filter(isFront).flatMap((group) => group.flatMap(({ evidence }) => evidence));
  const { attached, open } = attachLeads([...leads, ...handingOn], known);

  const gateways = Map.groupBy(things.filter(hasGatewayId), gatewayIdOf);
  return {
    entities: known
      .map((entity) => ({
        ...entity,
        evidence: [
          ...entity.evidence,
          ...(seen.get(entity.key) ?? []),
          ...(attached.get(entity.key) ?? []),
        ].sort((a, b) => b.confidence - a.confidence),
      }))
      .sort(byKey),
    leads: open,
    possibleDuplicates: openDoubts(
      findings.flatMap((found) => found.doubts ?? []),
      clusters,
    ),
    sharedBackends: findings.flatMap((found) => found.shared ?? []),
    home({ api, gatewayId, host }) {
      const located = api === undefined ? undefined : homes.get(api);
      const [gateway, ...others] = gatewayId ? (gateways.get(gatewayId) ?? []) : [];
      const logged = gateway && others.length === 0 ? homes.get(gateway.key) : undefined;
      return located ?? logged ?? homes.get(hostThing(host));
    },
  };
};
