import type { Evidence } from '../evidence.ts';
import { sourceKind } from '../evidence-sources.ts';
import { hostReferenceOf, isAwsAddress } from './addresses.ts';
import { isUnder, type Place, placeText } from './places.ts';
import type { Thing } from './thing.ts';

/** Requests to `host` under `basePath` are handed on to `to`, whose path is put before theirs. */
export interface Alias {
  readonly host: string;
  readonly basePath: string;
  readonly to: { readonly host: string; readonly basePath: string };
  readonly sentence: string;
}

/** A chain of names is short; one that is longer than this leads in a circle. */
const maxHops = 8;

const alias = (host: string, basePath: string, to: Alias['to'], source: Evidence['source']): Alias => ({
  host,
  basePath,
  to,
  sentence: `${placeText({ host, basePath })} leads to ${placeText(to)} (${sourceKind(source).title})`,
});

/**
 * A rule of a load balancer with a condition on the host: whoever reaches the balancer under another name does not
 * reach what is behind the rule, because the name that was asked for stays with the request.
 */
const answersToNameOnly = (thing: Thing | undefined, host: string): boolean =>
  (thing?.evidence.some(({ source }) => source === 'load-balancer') ?? false) && !isAwsAddress(host);

/**
 * Names that lead to other names: records in DNS, and what distributions and listeners hand on to another host. A lead
 * about a name may lead to a resource (a distribution) that leads on to things with names of their own.
 */
export const aliasesOf = (things: readonly Thing[], leads: readonly Evidence[]): readonly Alias[] => {
  const byResource = Map.groupBy(leads, ({ resource }) => resource);
  const byKey = new Map(things.map((thing) => [thing.key, thing]));
  /** Hosts at the end of a chain of resources. */
  const hostsBehind = (resource: string, seen: Set<string>): readonly string[] => {
    if (seen.has(resource) || seen.size > 64) return [];
    seen.add(resource);
    const thing = byKey.get(resource);
    const own = (thing?.places ?? [])
      .map(({ host }) => host)
      .filter((host) => !answersToNameOnly(thing, host));
    const further = (byResource.get(resource) ?? []).flatMap(({ leadsTo = [] }) =>
      leadsTo.filter((next) => next.startsWith('arn:')).flatMap((next) => hostsBehind(next, seen)),
    );
    return [...own, ...further];
  };
  const named = leads.flatMap(({ resource = '', leadsTo = [], source }) => {
    const from = hostReferenceOf(resource);
    if (!from) return [];
    return leadsTo.flatMap((target) => {
      const to = hostReferenceOf(target);
      if (to) return [alias(from.host, '', to, source)];
      return [...new Set(hostsBehind(target, new Set()))]
        .filter((host) => host !== from.host)
        .map((host) => alias(from.host, '', { host, basePath: '' }, source));
    });
  });
  const handedOn = things.flatMap(({ gateway, evidence }) =>
    gateway
      ? []
      : evidence
          .filter(
            ({ source }) =>
              sourceKind(source).shows === 'statement' && sourceKind(source).family === 'configuration',
          )
          .flatMap(({ host, basePath = '', leadsTo = [], source }) =>
            leadsTo.flatMap((target) => {
              const to = hostReferenceOf(target);
              return host && to
                ? [alias(host, basePath, { host: to.host, basePath: `${to.basePath}${basePath}` }, source)]
                : [];
            }),
          ),
  );
  const all = [...named, ...handedOn].map((one) => [JSON.stringify(one), one] as const);
  return [...new Map(all).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
};

/** Where requests to the alias come out at this place; undefined when none of them does. */
const throughOne = ({ host, basePath, to }: Alias, place: Place): Place | undefined => {
  if (isUnder(place.basePath, to.basePath)) {
    const below = `${basePath}${place.basePath.slice(to.basePath.length)}`;
    return { host, basePath: below, within: place.within };
  }
  if (!isUnder(to.basePath, place.basePath)) return undefined;
  return { host, basePath, within: `${place.within}${to.basePath.slice(place.basePath.length)}` };
};

/** A place under another name, and the hops from there to it. */
export interface Reached {
  readonly place: Place;
  readonly via: string;
}

/**
 * Under which other names a place is reached, over any number of hops; chains that lead in a circle end.
 * @param byTarget aliases by the host that they lead to
 */
export const reachedBy = (
  place: Place,
  byTarget: ReadonlyMap<string, readonly Alias[]>,
): readonly Reached[] => {
  const found = new Map<string, Reached>();
  let last: readonly Reached[] = [{ place, via: '' }];
  const key = (one: Place): string => `${one.host} ${one.basePath}`;
  const seen = new Set([key(place)]);
  for (let hop = 0; hop < maxHops && last.length > 0; hop++) {
    const next: Reached[] = [];
    for (const { place: from, via } of last) {
      for (const one of byTarget.get(from.host) ?? []) {
        const through = throughOne(one, from);
        if (!through || seen.has(key(through))) continue;
        seen.add(key(through));
        const reached = { place: through, via: via ? `${one.sentence}, and ${via}` : one.sentence };
        found.set(key(through), reached);
        next.push(reached);
      }
    }
    last = next;
  }
  return [...found.values()];
};
