import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  mergePrincipals,
  noPrincipals,
  principalCount,
  principalsAccumulator,
  withPrincipal,
} from '../../../../core/traffic/inference/principals.ts';

const hashes = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 40 });
const of = (all: readonly number[]) => all.reduce(withPrincipal, noPrincipals);

describe('distinct callers', () => {
  test('merging is adding, in any order and split', () => {
    fc.assert(
      fc.property(hashes, hashes, (a, b) => {
        const both = of([...a, ...b]);
        expect(mergePrincipals(of(a), of(b))).toEqual(both);
        expect(mergePrincipals(of(b), of(a))).toEqual(both);
        const sum = principalsAccumulator();
        sum.add(of(b));
        sum.add(of(a));
        expect(sum.result()).toEqual(both);
      }),
    );
  });

  test('up to four are counted exactly', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 4 }), (few) => {
        expect(principalCount(of([...few, ...few]))).toBe(few.length);
      }),
    );
  });

  test.each([20, 300, 20_000])('%i are counted within four standard errors', (count) => {
    const mixed = (n: number) => {
      const a = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
      const b = Math.imul(a ^ (a >>> 16), 0x45d9f3b);
      return (b ^ (b >>> 16)) >>> 0;
    };
    const sketch = of(Array.from({ length: count }, (_, index) => mixed(index + 1)));
    expect(Math.abs(principalCount(sketch) - count)).toBeLessThan(4 * 0.13 * count);
  });
});
