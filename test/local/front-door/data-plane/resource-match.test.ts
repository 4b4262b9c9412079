import { expect, test } from '@jest/globals';
import { matchResource } from '../../../../local/front-door/data-plane/resource-match.ts';

const templates = ['/', '/{proxy+}', '/pets', '/pets/{id}', '/pets/mine', '/{kind}/{id}/toys'];

test.each([
  ['/', '/'],
  ['/pets', '/pets'],
  ['/pets/mine', '/pets/mine'],
  ['/pets/7', '/pets/{id}'],
  ['/pets/7/toys', '/{kind}/{id}/toys'],
  ['/anything/else/at/all', '/{proxy+}'],
])('%s is routed to %s', (path, expected) => {
  expect(matchResource(templates, path)).toBe(expected);
});

test('none fits', () => {
  expect(matchResource(['/pets'], '/pets/1')).toBeUndefined();
  expect(matchResource(['/files/{proxy+}'], '/files')).toBeUndefined();
});
