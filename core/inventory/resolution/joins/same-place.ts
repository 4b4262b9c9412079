import type { Occupant } from '../place-index.ts';
import { placeText } from '../places.ts';
import type { Thing } from '../thing.ts';
import { type JoinRule, oneOfEach } from './join-rule.ts';

/** Whether one kind of source lists both: it tells them apart by something else than the place. */
const isListedBeside = (a: Thing, b: Thing): boolean => {
  const sources = new Set(a.evidence.map(({ source }) => source));
  return b.evidence.some(({ source }) => sources.has(source));
};

const direct = (own: readonly Occupant[]) =>
  own.flatMap(({ thing: right, host, basePath }, index) => {
    const left = own.slice(0, index).find((other) => !isListedBeside(other.thing, right))?.thing;
    const sentence = `Both answer at ${placeText({ host, basePath })}`;
    return left ? [{ kind: 'same-place', left, right, sentence }] : [];
  });

/** Two kinds of configuration that answer at one host and base path, under whatever name of it, are views of one API. */
export const samePlace: JoinRule = ({ clusters, configured }) => {
  const joins = [...configured.places()].flatMap((there) => {
    const own = there.filter(({ via }) => via === undefined);
    const reached = there.filter(({ via }) => via !== undefined);
    const [only, ...others] = oneOfEach(
      reached.map(({ thing }) => thing),
      clusters,
    );
    const via = reached[0]?.via;
    if (!only || !via || others.length > 0) return direct(own);
    const aliased = own
      .filter(({ thing }) => !isListedBeside(only, thing))
      .map(({ thing }) => ({ kind: 'alias', left: only, right: thing, sentence: via }));
    return [...direct(own), ...aliased];
  });
  return {
    joins: joins.sort((a, b) => (`${a.left.key} ${a.right.key}` < `${b.left.key} ${b.right.key}` ? -1 : 1)),
  };
};
