import { sourceKind } from '../../evidence-sources.ts';
import { hostReferenceOf } from '../addresses.ts';
import type { Join } from '../clusters.ts';
import { placeText } from '../places.ts';
import { isConfigured, isGatewayThing, type Thing } from '../thing.ts';
import { doubtsOf, type JoinRule, oneOfEach, type PossibleDuplicate } from './join-rule.ts';

/** Something that hands every request on to other hosts: a distribution, a listener before another one. */
const isPassThrough = (thing: Thing): boolean =>
  isConfigured(thing) &&
  !isGatewayThing(thing) &&
  (thing.targets?.length ?? 0) > 0 &&
  (thing.targets?.every((target) => hostReferenceOf(target)) ?? false);

/**
 * What only hands on is a door of the API that it leads to. Where it leads to several APIs it is none of its own: it is
 * said of each of them.
 */
export const handedOn: JoinRule = ({ things, clusters, configured }) => {
  const joins: Join[] = [];
  const doubts: PossibleDuplicate[] = [];
  const fronts: Thing[] = [];
  for (const thing of things.filter(isPassThrough)) {
    const hops = (thing.targets ?? []).flatMap((target) => {
      const to = hostReferenceOf(target);
      return to
        ? thing.places.map(({ basePath }) => ({ host: to.host, basePath: `${to.basePath}${basePath}` }))
        : [];
    });
    const isOther = (other: Thing): boolean =>
      !clusters.isOne(other, thing) && !isPassThroughCircle(other, thing);
    const holding = oneOfEach(
      hops
        .flatMap(({ host, basePath }) => configured.holding(host, basePath).map((one) => one.thing))
        .filter(isOther),
      clusters,
    );
    const below = oneOfEach(
      [...hops, ...thing.places]
        .flatMap(({ host, basePath }) => configured.below(host, basePath).map((one) => one.thing))
        .filter(isOther),
      clusters,
    );
    const behind = holding.length > 0 ? holding : below;
    const [only, ...others] = behind;
    if (!only) continue;
    const from = thing.places[0] ? placeText(thing.places[0]) : thing.key;
    const title = sourceKind(thing.evidence[0]?.source ?? 'cloudfront').title;
    const sentence = `${from} hands requests on to ${hops[0] ? placeText(hops[0]) : only.key} (${title}), where ${only.key} answers`;
    if (others.length === 0) joins.push({ kind: 'alias', left: only, right: thing, sentence });
    else if (holding.length > 0)
      doubts.push(...doubtsOf(thing, behind, `${from} leads to a place that several APIs answer at`));
    else fronts.push(thing);
  }
  return { joins, doubts, fronts };
};

/** Two that hand on to each other would each be the other's API. */
const isPassThroughCircle = (other: Thing, thing: Thing): boolean =>
  isPassThrough(other) &&
  (other.targets ?? []).some((target) => {
    const to = hostReferenceOf(target);
    return thing.places.some(({ host }) => host === to?.host);
  });
