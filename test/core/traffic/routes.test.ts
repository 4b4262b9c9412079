import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { routeMatcher } from '../../../core/traffic/routes.ts';

const api = 'accounts';
const matcher = routeMatcher({
  doors: [
    { api, host: 'api.test', basePath: '/accounts', gatewayId: 'g1' },
    { api, host: 'g1.execute-api.us-east-1.amazonaws.com', basePath: '/live', gatewayId: 'g1' },
    { api: 'payments', host: 'api.test', basePath: '/accounts/payments', gatewayId: 'g2' },
    { api: 'root', host: 'other.test', basePath: '' },
  ],
  routes: [
    { api, method: 'GET', template: '/{accountId}' },
    { api, method: 'GET', template: '/{id}/cards/{cardId}' },
    { api, method: 'GET', template: '/search' },
    { api, method: 'ANY', template: '/bulk' },
    { api, method: 'ANY', template: '/{proxy+}' },
    { api: 'root', method: 'GET', template: '/' },
  ],
});
const match = (method: string, path: string) => matcher.match(api, method, path.split('/').slice(1));

describe('locating a request', () => {
  test.each([
    ['api.test', '/accounts/42', undefined, api, ['42']],
    ['api.test', '/accounts/payments/7', undefined, 'payments', ['7']],
    ['api.test', '/accountsx/42', undefined, undefined, undefined],
    ['other.test', '/x', undefined, 'root', ['x']],
    ['g1.execute-api.us-east-1.amazonaws.com', '/live/42', 'g1', api, ['42']],
    ['localhost', '/live/42', 'g1', api, ['42']],
    ['', '/42', 'g1', api, ['42']],
    ['api.test', '/accounts/42', 'unknown', api, ['42']],
    // Logged by the gateway that served this base path before.
    ['api.test', '/accounts/payments/7', 'g1', 'payments', ['7']],
  ])('%s%s with gateway %s', (host, path, gatewayId, expected, segments) => {
    const located = matcher.locate(host, path.split('/').slice(1), gatewayId);
    expect(located?.api).toBe(expected);
    expect(located?.segments).toEqual(segments);
  });
});

describe('matching a path', () => {
  test.each([
    ['GET', '/42', '/{accountId}', true],
    ['GET', '/search', '/search', true],
    ['POST', '/bulk', '/bulk', true],
    ['GET', '/42/cards/7', '/{accountId}/cards/{cardId}', true],
    ['DELETE', '/42', '/{accountId}', false],
  ])('%s %s is declared as %s: %s', (method, path, template, known) => {
    const found = match(method, path);
    expect(`/${found.declared.join('/')}`).toBe(template);
    expect(found.rest).toEqual([]);
    expect(found.known).toBe(known);
  });

  test('what is beyond the declared part is left as it is', () => {
    expect(match('GET', '/42/limits/daily')).toEqual({
      declared: ['{accountId}'],
      rest: ['limits', 'daily'],
      known: false,
    });
  });

  test('a catch-all declares nothing', () => {
    expect(matcher.match('root', 'GET', ['x', 'y']).known).toBe(false);
    expect(match('POST', '/a/b/c').known).toBe(false);
  });

  test('a parameter is tried where a literal leads nowhere', () => {
    expect(match('GET', '/search/cards/1').known).toBe(true);
  });

  test('declared and rest are always the whole path', () => {
    const segment = fc.constantFrom('search', 'bulk', 'cards', '42', 'x');
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), fc.constantFrom('GET', 'PUT'), (segments, method) => {
        const found = matcher.match(api, method, segments);
        expect(found.declared.length + found.rest.length).toBe(segments.length);
      }),
    );
  });
});

describe('doors that hand on', () => {
  const { locate } = routeMatcher({
    doors: [
      { api: 'pay', host: 'www.test', basePath: '/pay', within: '/pay/v1' },
      { api: 'any', host: '*.shop.test', basePath: '' },
      { api: 'one', host: 'a.shop.test', basePath: '/x' },
    ],
    routes: [],
  });
  test('put back what the base path stands for', () => {
    expect(locate('www.test', ['pay', '7'], undefined)).toEqual({ api: 'pay', segments: ['pay', 'v1', '7'] });
  });
  test('of a wildcard take any one label in its place, after the host itself', () => {
    expect(locate('b.shop.test', ['x'], undefined)).toEqual({ api: 'any', segments: ['x'] });
    expect(locate('a.shop.test', ['x', 'y'], undefined)).toEqual({ api: 'one', segments: ['y'] });
    expect(locate('a.b.shop.test', ['x'], undefined)).toBeUndefined();
    expect(locate('shop.test', ['x'], undefined)).toBeUndefined();
  });
});
