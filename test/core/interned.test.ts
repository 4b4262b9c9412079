import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { interned } from '../../core/interned.ts';

test('says the same as before, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(interned(JSON.parse(text), new Map()))).toBe(text);
    }),
  );
});

test('equal short lists of strings are one list, over all that shares the pool', () => {
  const pool = new Map();
  const [a, b] = [1, 2].map(() => interned({ list: ['x', 'y'], other: ['x'], mixed: ['x', 1] }, pool));
  expect(a?.list).toBe(b?.list);
  expect(a?.other).not.toBe(a?.list);
  expect(a?.mixed).not.toBe(b?.mixed);
});
