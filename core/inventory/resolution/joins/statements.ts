import { slugOf } from '../../api-record.ts';
import type { Join } from '../clusters.ts';
import { isOneName, isToldApart } from '../one-name.ts';
import { placeIndex } from '../place-index.ts';
import { isDistinctive, type Place, placeText } from '../places.ts';
import { isConfigured, isDocument, namesOf, type Thing } from '../thing.ts';
import { doubtsOf, type JoinRule, oneOfEach, type PossibleDuplicate, type Resolving } from './join-rule.ts';

const documentedPlaces = (things: readonly Thing[]) => {
  const index = placeIndex();
  for (const thing of things.filter(isDocument))
    for (const { host, basePath } of thing.places) index.add({ thing, host, basePath });
  return index;
};

/** What is configured below a place, one thing of each API. */
const below = ({ host, basePath }: Place, { clusters, configured }: Resolving): readonly Thing[] =>
  oneOfEach(
    configured.below(host, basePath).map(({ thing }) => thing),
    clusters,
  );

/** One API that nobody named: it is called after its host, or not at all. */
const nameless = ([only, ...others]: readonly Thing[], { clusters }: Resolving): boolean => {
  if (!only || others.length > 0) return false;
  const hosts = new Set(only.places.map(({ host }) => slugOf(host)));
  return clusters.members(only).every((one) => namesOf(one).every((name) => hosts.has(name)));
};

const aboveNameless = (where: string, left: Thing, right: Thing): Join => ({
  kind: 'same-place',
  left,
  right,
  sentence: `${where} is named, and everything that is known below it is one API without another name`,
});

/** What people, registers and contracts say of a place: it belongs to the API that is known there. */
const atPlaces = (stated: readonly Thing[], state: Resolving) => {
  const { things, clusters, configured } = state;
  const described = documentedPlaces(things);
  const joins: Join[] = [];
  const doubts: PossibleDuplicate[] = [];
  const claims = new Map<string, Thing[]>();
  for (const thing of stated) {
    for (const place of thing.places.filter(({ basePath }) => isDistinctive(basePath))) {
      const known = configured.holding(place.host, place.basePath);
      const there = oneOfEach(
        (known.length > 0
          ? known
          : described.holding(place.host, place.basePath).filter(({ basePath }) => isDistinctive(basePath))
        ).map((one) => one.thing),
        clusters,
      );
      const [only, ...others] = there;
      const where = placeText(place);
      if (only && others.length === 0)
        joins.push({
          kind: 'same-place',
          left: only,
          right: thing,
          sentence: `${where} is named, where ${only.key} is known`,
        });
      else if (only) doubts.push(...doubtsOf(thing, there, `Several APIs are known at ${where}`));
      else if (nameless(below(place, state), state))
        joins.push(aboveNameless(where, below(place, state)[0] as Thing, thing));
      else claims.set(where, [...(claims.get(where) ?? []), thing]);
    }
  }
  for (const [where, there] of claims) {
    there.forEach((right, index) => {
      const left = there.slice(0, index).find((other) => !isToldApart(other, right));
      if (left) joins.push({ kind: 'same-place', left, right, sentence: `Both name ${where}` });
    });
  }
  return { joins, doubts };
};

const bareHosts = (thing: Thing): readonly Place[] =>
  thing.places.filter(({ basePath }) => !isDistinctive(basePath));

/**
 * A host alone names an API only where it can mean no other: one of this name on the host, or the one at its root if
 * nobody claims the root for another.
 */
const atHosts = (stated: readonly Thing[], state: Resolving) => {
  const { things, clusters, configured } = state;
  const joins: Join[] = [];
  const doubts: PossibleDuplicate[] = [];
  const onHost = placeIndex();
  for (const thing of things.filter((one) => !isConfigured(one)))
    for (const { host, basePath } of thing.places) onHost.add({ thing, host, basePath });
  for (const thing of stated) {
    for (const { host, basePath } of bareHosts(thing)) {
      const known = [...configured.on(host), ...onHost.on(host)].filter(
        (one) => !clusters.isOne(one.thing, thing),
      );
      const there = oneOfEach(
        known.map((one) => one.thing),
        clusters,
      );
      const named = there.filter((other) => clusters.members(other).some((one) => isOneName(one, thing)));
      const atRoot = oneOfEach(
        known
          .filter((one) => one.basePath === basePath && !isBareStatement(one.thing))
          .map((one) => one.thing),
        clusters,
      );
      const rivals = known.some((one) => isBareStatement(one.thing) && !isOneName(one.thing, thing));
      const [only, ...others] = named.length > 0 || rivals ? named : atRoot;
      const where = placeText({ host, basePath });
      const under = below({ host, basePath, within: '' }, state);
      if (!only && !rivals && there.length === under.length && nameless(under, state)) {
        joins.push(aboveNameless(where, under[0] as Thing, thing));
        continue;
      }
      if (only && others.length === 0) {
        const why =
          named.length > 0
            ? `an API of this name is known on ${host}`
            : `${only.key} is all that is known at ${where}`;
        joins.push({
          kind: 'same-host',
          left: only,
          right: thing,
          sentence: `${where} is named, and ${why}`,
        });
      } else if (there.length > 0)
        doubts.push(
          ...doubtsOf(thing, there, `${where} is named without a base path, and other APIs are on this host`),
        );
    }
  }
  return { joins, doubts };
};

const isBareStatement = (thing: Thing): boolean =>
  !isConfigured(thing) && !isDocument(thing) && bareHosts(thing).length > 0;

/** What people, registers and contracts say of a base path; then what they say of hosts. */
export const statedPlaces: JoinRule = (state) =>
  atPlaces(
    state.things.filter((thing) => !isConfigured(thing) && !isDocument(thing)),
    state,
  );
export const statedHosts: JoinRule = (state) =>
  atHosts(
    state.things.filter((thing) => !isConfigured(thing)),
    state,
  );
