import { isAwsAddress } from '../addresses.ts';
import type { Join } from '../clusters.ts';
import { accountsOf, environmentsOf, isFound, namesOf, type Thing } from '../thing.ts';
import { doubtsOf, type JoinRule, oneOfEach, type PossibleDuplicate, type Resolving } from './join-rule.ts';

interface Named {
  /** The first thing of the cluster by key. */
  readonly thing: Thing;
  readonly members: readonly Thing[];
  readonly accounts: ReadonlySet<string>;
  readonly environments: ReadonlySet<string>;
  /** Places on hosts that the bank chose. */
  readonly places: ReadonlySet<string>;
  /** Known by more than a name. */
  readonly anchored: boolean;
}

const described = (thing: Thing, { clusters }: Resolving): Named => {
  const members = clusters.members(thing);
  const chosen = members.flatMap(({ places }) => places).filter(({ host }) => !isAwsAddress(host));
  return {
    thing,
    members,
    accounts: new Set(members.flatMap(accountsOf)),
    environments: new Set(members.flatMap(environmentsOf)),
    places: new Set(chosen.map(({ host, basePath }) => `${host} ${basePath}`)),
    anchored: members.some((one) => one.places.length > 0 || isFound(one)),
  };
};

const contradicts = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size > 0 && b.size > 0 && ![...a].some((value) => b.has(value));

/**
 * Whether a name may be enough. Different places, accounts or environments tell two things of one name apart; and what
 * was found by two ways is two until something else than the name joins it: hosts are never one for their similarity.
 */
const mayBeOne = (a: Named, b: Named, { clusters }: Resolving): boolean =>
  clusters.mayJoin(a.thing, b.thing) &&
  !contradicts(a.places, b.places) &&
  !contradicts(a.accounts, b.accounts) &&
  !contradicts(a.environments, b.environments) &&
  !(a.members.some(isFound) && b.members.some(isFound));

/**
 * A name joins what is known by hardly more than the name to the only API of this name. Where several could be meant it
 * is the one that clients reach under a host of the bank; if that does not decide, nobody is joined and a person is
 * asked.
 */
export const names: JoinRule = (state) => {
  const { things, clusters } = state;
  const bySlug = new Map<string, Thing[]>();
  for (const thing of things) {
    for (const slug of namesOf(thing)) bySlug.set(slug, [...(bySlug.get(slug) ?? []), thing]);
  }
  const joins: Join[] = [];
  const doubts: PossibleDuplicate[] = [];
  for (const [slug, all] of [...bySlug].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const named = oneOfEach(all, clusters).map((thing) => described(thing, state));
    if (named.length < 2) continue;
    const sentence = `Both are called ${slug}`;
    const anchored = named.filter((one) => one.anchored);
    const floating = named.filter((one) => !one.anchored);
    const settled = new Set<Named>();
    const decide = (one: Named, candidates: readonly Named[]): void => {
      const reached = candidates.filter(({ places }) => places.size > 0);
      const [only, ...others] = candidates.length > 1 && reached.length === 1 ? reached : candidates;
      if (!only) return;
      settled.add(one);
      if (others.length === 0) joins.push({ kind: 'name', left: only.thing, right: one.thing, sentence });
      else
        doubts.push(
          ...doubtsOf(
            one.thing,
            candidates.map(({ thing }) => thing),
            `${candidates.length} APIs are called ${slug}, and nothing tells which is meant`,
          ),
        );
    };
    const [first, ...others] = floating;
    for (const other of others)
      if (first && mayBeOne(first, other, state))
        joins.push({ kind: 'name', left: first.thing, right: other.thing, sentence });
    for (const one of floating)
      decide(
        one,
        anchored.filter((other) => mayBeOne(one, other, state)),
      );
    for (const one of anchored.filter(({ members }) => !members.some(isFound)))
      decide(
        one,
        anchored.filter(
          (other) => other !== one && other.members.some(isFound) && mayBeOne(one, other, state),
        ),
      );
    const [subject, ...open] = anchored.filter((one) => !settled.has(one));
    if (subject)
      doubts.push(
        ...doubtsOf(
          subject.thing,
          open.map(({ thing }) => thing),
          `${open.length + 1} APIs are called ${slug} and are known at different places`,
        ),
      );
  }
  return { joins, doubts };
};
