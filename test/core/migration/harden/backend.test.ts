import { describe, expect, test } from '@jest/globals';
import type { GatewayOperation } from '../../../../core/gateway/gateway-api.ts';
import { addressProblem, backendOf } from '../../../../core/migration/harden/backend.ts';
import { operation } from '../../../support/gateway-api.ts';

const proxied = (method: string, path: string, uri: string, rest: object = {}): GatewayOperation => ({
  ...operation(method, path, 'NONE'),
  integration: { type: 'HTTP_PROXY', uri, ...rest },
});

describe('backendOf', () => {
  const lookup = (...operations: GatewayOperation[]) => backendOf(operations, true);

  test.each([
    [
      'a catch-all at the root',
      proxied('ANY', '/{proxy+}', 'https://b.test/base/{proxy}'),
      '/x/{id}',
      'https://b.test/base/x/{id}',
    ],
    [
      'a catch-all below a prefix',
      proxied('ANY', '/v1/{rest+}', 'https://b.test/{rest}'),
      '/v1/x',
      'https://b.test/x',
    ],
    [
      'its own route',
      proxied('GET', '/x/{a}', 'https://b.test/deep/{a}/y'),
      '/x/{id}',
      'https://b.test/deep/{id}/y',
    ],
    [
      'a sibling whose address repeats its path',
      proxied('GET', '/x/{account}', 'https://b.test/base/x/{account}'),
      '/y',
      'https://b.test/base/y',
    ],
  ])('reads %s', (_, source, path, uri) => {
    expect(lookup(source)(path, 'GET')).toEqual({ uri });
  });

  test('prefers the route itself, then the closest catch-all', () => {
    const find = lookup(
      proxied('ANY', '/{proxy+}', 'https://all.test/{proxy}'),
      proxied('ANY', '/v1/{proxy+}', 'https://v1.test/{proxy}'),
      proxied('GET', '/v1/own', 'https://own.test/own'),
    );
    expect([find('/v1/own', 'GET'), find('/v1/own', 'POST'), find('/other', 'GET')]).toEqual([
      { uri: 'https://own.test/own' },
      { uri: 'https://v1.test/own' },
      { uri: 'https://all.test/other' },
    ]);
  });

  test.each([
    ['nothing leads there', [proxied('GET', '/x', 'https://b.test/other')], 'No HTTP integration'],
    [
      'a VPC link',
      [proxied('ANY', '/{proxy+}', 'https://b.test/{proxy}', { connectionType: 'VPC_LINK' })],
      'No HTTP integration',
    ],
    [
      'a function',
      [{ ...operation('ANY', '/{proxy+}'), integration: { type: 'AWS_PROXY', uri: 'arn:aws:…' } }],
      'No HTTP integration',
    ],
    [
      'two backends',
      [proxied('GET', '/a', 'https://one.test/a'), proxied('GET', '/b', 'https://two.test/b')],
      'several backends',
    ],
    ['plain HTTP', [proxied('ANY', '/{proxy+}', 'http://b.test/{proxy}')], 'not reached over TLS'],
  ])('guesses nothing: %s', (_, operations, reason) => {
    expect(lookup(...operations)('/y', 'GET')).toEqual({ reason: expect.stringContaining(reason) });
  });
});

describe('addressProblem', () => {
  test.each([
    ['https://b.test/{id}', true, undefined],
    ['http://127.0.0.1:8080/x', true, undefined],
    ['http://localhost/x', true, undefined],
    ['http://127.0.0.1:8080/x', false, 'not reached over TLS'],
    ['http://127.0.0.1.evil.test/x', true, 'not reached over TLS'],
    ['http://localhost.evil.test/x', true, 'not reached over TLS'],
    ['ftp://b.test', true, 'not reached over TLS'],
    ['nonsense', true, 'no URL'],
  ])('%s with loopback %s', (uri, loopback, problem) => {
    const found = addressProblem(uri, loopback);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(problem);
  });
});
