import type { Join } from '../clusters.ts';
import { isToldApart } from '../one-name.ts';
import { isDistinctive, placeText } from '../places.ts';
import { isConfigured, isDocument, type Thing } from '../thing.ts';
import { doubtsOf, type JoinRule, oneOfEach, type PossibleDuplicate } from './join-rule.ts';

/**
 * A document belongs to the API that answers at the server it names: at this place, or at one above it where nothing
 * else answers. Documents of one place describe one API, unless one
 * kind of source gives them different names.
 */
export const documents: JoinRule = ({ things, clusters, configured }) => {
  const joins: Join[] = [];
  const doubts: PossibleDuplicate[] = [];
  const described = things.filter((thing) => isDocument(thing) && !isConfigured(thing));
  const byPlace = new Map<string, Thing[]>();
  for (const thing of described) {
    const located = thing.places.map((place) => ({
      place,
      via: configured.holding(place.host, place.basePath).find((one) => one.via)?.via,
      there: oneOfEach(
        configured.holding(place.host, place.basePath).map((one) => one.thing),
        clusters,
      ),
    }));
    // Servers are listed by their importance; the first that anything answers at counts.
    const found = located.find(({ there }) => there.length > 0);
    const [only, ...others] = found?.there ?? [];
    if (found && only && others.length === 0) {
      const sentence = `The document names ${placeText(found.place)}, where ${only.key} answers${found.via ? `: ${found.via}` : ''}`;
      joins.push({ kind: found.via ? 'alias' : 'same-place', left: only, right: thing, sentence });
      continue;
    }
    if (found)
      doubts.push(...doubtsOf(thing, found.there, `Several APIs answer at ${placeText(found.place)}`));
    for (const place of thing.places.filter(({ basePath }) => isDistinctive(basePath)))
      byPlace.set(placeText(place), [...(byPlace.get(placeText(place)) ?? []), thing]);
  }
  for (const [place, there] of byPlace) {
    there.forEach((right, index) => {
      const left = there.slice(0, index).find((other) => !isToldApart(other, right));
      if (left) joins.push({ kind: 'same-place', left, right, sentence: `Both name ${place}` });
    });
  }
  return { joins, doubts };
};
