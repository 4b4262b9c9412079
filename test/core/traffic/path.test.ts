import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isGreedy, joinPath, segmentsOf, shapeOf } from '../../../core/traffic/path.ts';
import { tokenType } from '../../../core/traffic/typed-token.ts';

describe('a path', () => {
  test.each([
    ['/a/b', ['a', 'b']],
    ['//a///b/', ['a', 'b']],
    ['/', []],
    ['/a?x=/y#z', ['a']],
    ['/a;v=1/b', ['a', 'b']],
    ['/%61%2Db/%2f%C3%A5', ['a-b', '%2F%C3%A5']],
    ['/{x}', ['%7Bx%7D']],
    ['/A/b', ['A', 'b']],
  ])('%s has the segments %j', (path, segments) => {
    expect(segmentsOf(path)).toEqual(segments);
  });

  test.each(['a', '', '/a/../b', '/./a', `/${'x'.repeat(3000)}`, '/a'.repeat(40)])(
    '%.20s is no path of an endpoint',
    (path) => {
      expect(segmentsOf(path)).toBeUndefined();
    },
  );

  test('canonical spelling is final', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const once = segmentsOf(path || '/');
        return once === undefined || expect(segmentsOf(`/${once.join('/')}`)).toEqual(once) === undefined;
      }),
    );
  });
});

test('shapes forget names of parameters, not which are catch-alls', () => {
  expect(shapeOf('/a/{id}/b/')).toBe(shapeOf('/a/{accountId}/b'));
  expect(shapeOf('/{proxy+}')).not.toBe(shapeOf('/{id}'));
  expect(isGreedy('/a/{proxy+}')).toBe(true);
  expect(isGreedy('/a/{id}')).toBe(false);
});

test('joined paths have single slashes, and the root is empty', () => {
  expect(joinPath('/a/', '/b', 'c/')).toBe('/a/b/c');
  expect(joinPath('', '/')).toBe('');
});

describe('a segment by its form', () => {
  test.each([
    ['42', 'integer'],
    ['-7', 'integer'],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'uuid'],
    ['2026-11-24', 'date'],
    ['59.3293', 'number'],
    ['10.0.0.1', 'number'],
    ['ada%40bank.test', 'email'],
    ['SE4550000000058398257466', 'account'],
    ['507f1f77bcf86cd799439011', 'hex'],
    ['ACC-0012345', 'random'],
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'random'],
    ['tok_8sJf2kQ9xL', 'random'],
  ])('%s is %s', (segment, type) => {
    expect(tokenType(segment)).toBe(type);
  });

  test.each([
    'accounts',
    'v1',
    'v2.1',
    'standing-orders',
    'iso20022',
    'oauth2',
    'EUR',
    'deadbeefcafe',
    'step-2-of-3',
    '{id}',
  ])('%s is a word', (segment) => {
    expect(tokenType(segment)).toBeUndefined();
  });
});
