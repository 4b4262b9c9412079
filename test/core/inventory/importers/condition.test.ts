import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Condition, readCondition, waysOf } from '../../../../core/inventory/importers/condition.ts';

const read = (text: string) =>
  readCondition<string>(text.split(/\s+/).filter(Boolean), {
    and: (token) => token === 'and',
    or: (token) => token === 'or',
    not: (token) => token === 'not',
    test: (tokens, at) =>
      /^[a-z]$/.test(tokens[at] ?? '') ? { test: tokens[at] ?? '', next: at + 1 } : undefined,
  });
const shown = (condition: Condition<string> | undefined) =>
  condition &&
  waysOf(condition)?.map((way) =>
    way.map(({ test: name, negated }) => (negated ? `-${name}` : name)).join(''),
  );

describe('conditions', () => {
  test.each([
    ['a', ['a']],
    ['a and b or c', ['ab', 'c']],
    ['a and ( b or c )', ['ab', 'ac']],
    ['not ( a and b )', ['-a', '-b']],
    ['not ( a or b )', ['-a-b']],
    ['not not a', ['a']],
    ['( ( a ) )', ['a']],
  ])('%s', (text, ways) => {
    expect(shown(read(text))).toEqual(ways);
  });

  test.each(['', 'a and', 'and a', '( a', 'a )', 'a b', 'not', `${'( '.repeat(100)}a${' )'.repeat(100)}`])(
    'is none: %s',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  test('gives up where there are too many ways', () => {
    expect(shown(read(Array.from({ length: 8 }, () => '( a or b or c )').join(' and ')))).toBeUndefined();
  });

  const condition = fc.letrec<{ node: Condition<string> }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', 'b', 'c').map((name): Condition<string> => ({ kind: 'test', test: name })),
      tie('node').map((of): Condition<string> => ({ kind: 'not', of })),
      fc
        .tuple(
          fc.constantFrom('and' as const, 'or' as const),
          fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        )
        .map(([kind, of]): Condition<string> => ({ kind, of })),
    ),
  })).node;
  const holds = (one: Condition<string>, true_: ReadonlySet<string>): boolean => {
    if (one.kind === 'test') return true_.has(one.test);
    if (one.kind === 'not') return !holds(one.of, true_);
    return one.kind === 'and'
      ? one.of.every((part) => holds(part, true_))
      : one.of.some((part) => holds(part, true_));
  };

  test('the ways say the same as the condition', () => {
    fc.assert(
      fc.property(condition, fc.subarray(['a', 'b', 'c']), (one, names) => {
        const true_ = new Set(names);
        const ways = waysOf(one);
        fc.pre(ways !== undefined);
        const byWays = ways?.some((way) =>
          way.every(({ test: name, negated }) => true_.has(name) !== negated),
        );
        expect(byWays).toBe(holds(one, true_));
      }),
    );
  });
});
