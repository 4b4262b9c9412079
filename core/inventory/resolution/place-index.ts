import { wildcardOver } from './addresses.ts';
import { isUnder } from './places.ts';
import type { Thing } from './thing.ts';

/** A thing at a place. */
export interface Occupant {
  readonly thing: Thing;
  readonly host: string;
  readonly basePath: string;
  /** How the place came to be known, where the thing does not say it itself: an alias, in one sentence. */
  readonly via?: string;
}

export interface PlaceIndex {
  add(occupant: Occupant): void;
  /** Who is at the deepest base path that holds this place: at it, else above it. */
  holding(host: string, basePath: string): readonly Occupant[];
  /** Who is anywhere on the host below a base path, not at it. */
  below(host: string, basePath: string): readonly Occupant[];
  on(host: string): readonly Occupant[];
  /** Every place with who is there. */
  places(): Iterable<readonly Occupant[]>;
}

export const placeIndex = (): PlaceIndex => {
  const hosts = new Map<string, Map<string, Occupant[]>>();
  const at = (host: string): ReadonlyMap<string, Occupant[]> =>
    hosts.get(host) ?? hosts.get(wildcardOver(host) ?? '') ?? new Map();
  return {
    add(occupant) {
      const bases = hosts.get(occupant.host) ?? new Map<string, Occupant[]>();
      hosts.set(occupant.host, bases);
      const there = bases.get(occupant.basePath) ?? [];
      if (!there.some(({ thing }) => thing === occupant.thing))
        bases.set(occupant.basePath, [...there, occupant]);
    },
    holding(host, basePath) {
      const bases = at(host);
      for (let path = basePath; ; path = path.slice(0, path.lastIndexOf('/'))) {
        const there = bases.get(path);
        if (there?.length) return there;
        if (path === '') return [];
      }
    },
    below: (host, basePath) =>
      [...at(host)].flatMap(([base, there]) => (base !== basePath && isUnder(base, basePath) ? there : [])),
    on: (host) => [...at(host).values()].flat(),
    *places() {
      for (const bases of hosts.values()) yield* bases.values();
    },
  };
};
