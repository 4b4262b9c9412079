import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isStaticPattern,
  placeOfPattern,
  placeOfRegex,
} from '../../../../core/inventory/collectors/path-pattern.ts';

test.each([
  ['*', '', '/{proxy+}'],
  ['/*', '', '/{proxy+}'],
  ['/', '', '/'],
  ['/pay', '/pay', '/'],
  ['/pay/', '/pay', '/'],
  ['pay/*', '/pay', '/{proxy+}'],
  ['/pay/*', '/pay', '/{proxy+}'],
  ['/pay*', '/pay', '/{proxy+}'],
  ['/api/v?/accounts', '/api', '/{any}/accounts'],
  ['/accounts/*/balance', '/accounts', '/{any}/balance'],
  ['/a/*/b/*/c', '/a', '/{any}/b/{any2}/c'],
  ['/a/*/b/*', '/a', '/{any}/b/{proxy+}'],
  ['/img/*.jpg', '/img', '/{proxy+}'],
  ['*.do', '', '/{proxy+}'],
  ['/ledger.v1.Ledger/*', '/ledger.v1.Ledger', '/{proxy+}'],
])('pattern %s', (pattern, basePath, template) => {
  expect(placeOfPattern(pattern)).toEqual({ basePath, template });
});

test.each([
  ['^/open-banking/v[0-9]+/.*$', '/open-banking', '/{proxy+}'],
  ['^/pay/health$', '/pay/health', '/'],
  ['^\\/pay\\/v1\\.0\\/.*', '/pay/v1.0', '/{proxy+}'],
  ['^/pa(y|yments)/', '', '/{proxy+}'],
  ['^/payx?/items', '', '/{proxy+}'],
  ['^/cards|^/fx', '', '/{proxy+}'],
  ['/anywhere/.*', '', '/{proxy+}'],
  ['^\\d+$', '', '/{proxy+}'],
])('regular expression %s', (expression, basePath, template) => {
  expect(placeOfRegex(expression)).toEqual({ basePath, template });
});

describe('whatever is written', () => {
  const piece = fc.constantFrom(
    'pay',
    'v1',
    '*',
    '?',
    '',
    'a*',
    '*.css',
    '{id}',
    '..',
    '^',
    '(',
    '\\',
    '|',
    '$',
  );
  const written = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('/'));

  test('a base path is empty or has a leading and no trailing slash and no wildcard', () => {
    fc.assert(
      fc.property(written, (text) => {
        for (const { basePath, template } of [placeOfPattern(text), placeOfRegex(text)]) {
          expect(basePath).toMatch(/^(\/[^/]+)*$/);
          expect(template).toMatch(/^\//);
        }
        expect(placeOfPattern(text).basePath).not.toMatch(/[*?]/);
      }),
    );
  });

  test('what a pattern matches stands below its base path', () => {
    const segment = fc.stringMatching(/^[a-z0-9-]{1,6}$/);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(segment, fc.constant('*')), { minLength: 1, maxLength: 5 }),
        (segments) => {
          const path = `/${segments.map((one) => (one === '*' ? 'x' : one)).join('/')}`;
          const { basePath } = placeOfPattern(`/${segments.join('/')}`);
          expect(`${path}/`.startsWith(`${basePath}/`)).toBe(true);
        },
      ),
    );
  });
});

test('files that a browser loads are told from calls', () => {
  for (const pattern of ['*.css', '/static/*', 'assets/*', '/_next/static/*', '/favicon.ico', '/a/*.PNG'])
    expect([pattern, isStaticPattern(pattern)]).toEqual([pattern, true]);
  for (const pattern of ['*', '/pay/*', '/v1/documents/*', '/assetsmanagement/*', '*.json', '/api/public/*'])
    expect([pattern, isStaticPattern(pattern)]).toEqual([pattern, false]);
});
