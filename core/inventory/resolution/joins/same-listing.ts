import { slugOf } from '../../api-record.ts';
import type { Thing } from '../thing.ts';
import type { JoinRule } from './join-rule.ts';

/** One entry of one source is one API, on however many hosts it says it is. */
export const sameListing: JoinRule = ({ things }) => {
  const entries = new Map<string, Thing[]>();
  for (const thing of things) {
    for (const { source, locator, apiName = '' } of thing.evidence) {
      const entry = `${source}\n${locator}\n${slugOf(apiName)}`;
      const known = entries.get(entry);
      if (!known) entries.set(entry, [thing]);
      else if (!known.includes(thing)) known.push(thing);
    }
  }
  return {
    joins: [...entries.values()].flatMap(([first, ...others]) =>
      first
        ? others.map((other) => ({
            kind: 'same-listing',
            left: first,
            right: other,
            sentence: `${first.evidence[0]?.locator ?? first.key} lists them as one API`,
          }))
        : [],
    ),
  };
};
