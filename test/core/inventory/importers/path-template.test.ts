import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  everythingBelow,
  joinTemplate,
  templateOf,
} from '../../../../core/inventory/importers/path-template.ts';

test.each([
  ['/users/{id}', '/users/{id}'],
  ['/users/:id', '/users/{id}'],
  ['/users/:id(\\d+)', '/users/{id}'],
  ['/users/:id?', '/users/{id}'],
  ['/users/<id>', '/users/{id}'],
  ['/users/<int:user_id>', '/users/{user_id}'],
  ['/users/[slug]', '/users/{slug}'],
  [`/users/$${'{id}'}`, '/users/{id}'],
  ['/users/{{ user id }}', '/users/{user_id}'],
  ['/users/{id:[0-9]+}', '/users/{id}'],
  ['/users/%7Bid%7D', '/users/{id}'],
  ['/files/{path+}', '/files/{proxy+}'],
  ['/files/{+path}', '/files/{proxy+}'],
  ['/files/{*path}', '/files/{proxy+}'],
  ['/files/{path:.*}', '/files/{proxy+}'],
  ['/files/<path:p>', '/files/{proxy+}'],
  ['/files/[...p]', '/files/{proxy+}'],
  ['/files/*', '/files/{proxy+}'],
  ['/files/**', '/files/{proxy+}'],
  ['/a/*/b', '/a/{any}/b'],
  ['/statements/{id}.pdf', '/statements/{id}.pdf'],
  ['/accounts/{id}:close', '/accounts/{id}:close'],
  ['/v1/books:search', '/v1/books:search'],
  ['//a//b/', '/a/b'],
  ['/a?x=1', '/a'],
  ['/a#b', '/a'],
  ['a/b', '/a/b'],
  ['', '/'],
])('%s is %s', (written, template) => expect(templateOf(written)).toBe(template));

test('a base path and a path are one template', () => {
  expect(joinTemplate('/v1/', '/pay')).toBe('/v1/pay');
  expect(joinTemplate('', '/')).toBe('/');
  expect(joinTemplate('/v1', '')).toBe('/v1');
  expect(everythingBelow('/v1/')).toBe('/v1/{proxy+}');
  expect(everythingBelow('')).toBe('/{proxy+}');
  expect(everythingBelow('/v1/*')).toBe('/v1/{proxy+}');
});

test('a template is its own template', () => {
  const segment = fc.oneof(
    fc.stringMatching(/^[a-z0-9._-]{1,8}$/),
    fc.constantFrom('{id}', ':id', '<int:n>', '*', '{x+}', '{{v}}', '[s]', '{a}.json', ':a.json'),
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
      const template = templateOf(segments.join('/'));
      expect(templateOf(template)).toBe(template);
      expect(template).toMatch(/^\/[^?#]*$/);
    }),
  );
});

test('whatever is written, the template is a path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      expect(templateOf(text).startsWith('/')).toBe(true);
    }),
  );
});
