import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  expanded,
  readProperties,
} from '../../../../../core/inventory/importers/spring-cloud-gateway/properties.ts';

test('names with dots and indices are branches and lists, with their lines', () => {
  const [first, second] = readProperties(
    ['! note', 'a.b[1]=y', 'a.b[0] : x', 'key\\ with = v\\', '   w', 'empty', '#---', 'a.b=\\u00fc\\t|'].join(
      '\n',
    ),
  );
  expect(first?.value).toEqual({ a: { b: ['x', 'y'] }, 'key with': 'vw', empty: '' });
  expect(first?.lines.get('a.b[0]')).toBe(3);
  expect(second?.value).toEqual({ a: { b: 'ü\t|' } });
});

test('dotted names in YAML are branches too, whichever comes first', () => {
  expect(expanded({ 'a.b': { c: 1 }, a: { b: { d: 2 } }, list: [{ 'x.y': 1 }] })).toEqual({
    a: { b: { c: 1, d: 2 } },
    list: [{ x: { y: 1 } }],
  });
});

test('reaches no prototype, and never throws', () => {
  readProperties('__proto__.polluted=yes\nconstructor.prototype.polluted=yes');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      expect(readProperties(text).length).toBeGreaterThan(0);
    }),
  );
});
