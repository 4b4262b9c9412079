import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  countOf,
  type DistinctHashes,
  distinctHash,
  unionOf,
  withHash,
} from '../../../core/traffic/distinct.ts';

const of = (values: readonly string[]): DistinctHashes =>
  values.reduce<DistinctHashes>((hashes, value) => withHash(hashes, distinctHash(value)), []);

test('few distinct values are counted exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 60 }), (values) => {
      expect(countOf(of(values))).toBe(new Set(values).size);
    }),
  );
});

test('many are estimated within a third', () => {
  for (const size of [200, 1_000, 5_000]) {
    const count = countOf(of(Array.from({ length: size }, (_, n) => `client-${n}`)));
    expect(Math.abs(count - size) / size).toBeLessThan(1 / 3);
  }
});

test('the union does not depend on order or split', () => {
  const values = fc.array(fc.nat({ max: 300 }).map(String), { maxLength: 300 });
  fc.assert(
    fc.property(values, values, (a, b) => {
      expect(unionOf(of(a), of(b))).toEqual(of([...b, ...a]));
    }),
  );
});
