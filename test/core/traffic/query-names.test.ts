import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keptNames, queryNamesOf } from '../../../core/traffic/query-names.ts';

describe('names of query parameters', () => {
  test.each([
    ['page=2&size=10', ['page', 'size']],
    ['a=1&a=2', ['a']],
    ['flag&x=', ['flag', 'x']],
    ['filter%5Bstatus%5D=open', ['filter[status]']],
    ['', []],
    // What stands in the place of a name and is a value.
    ['DE02120300000000202051&4111111111111111=1&anna@bank.test=1', []],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301=1&8sJf2kQ9xY1=1&<script>=1', []],
  ])('%s', (query, names) => {
    expect(queryNamesOf(query)).toEqual(names);
  });

  test('hold no value, whatever is sent, and are few and short', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (query) => {
        const names = queryNamesOf(query);
        expect(names.length).toBeLessThanOrEqual(32);
        for (const name of names) expect(name).toMatch(/^[A-Za-z_$][\w$.:[\]-]{0,39}$/);
      }),
    );
  });

  test('that are too many are cut to the same ones however the counts came together', () => {
    const counts = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`p${n}`, n]));
    const [even, odd] = [0, 1].map((rest) =>
      Object.fromEntries(Object.entries(counts).filter(([, n]) => n % 2 === rest)),
    );
    const sorted = (names: Readonly<Record<string, number>>) => Object.entries(names).sort();
    expect(sorted(keptNames({ ...keptNames(even ?? {}), ...keptNames(odd ?? {}) }))).toEqual(
      sorted(keptNames(counts)),
    );
    expect(Object.keys(keptNames(counts))).toHaveLength(32);
  });
});
