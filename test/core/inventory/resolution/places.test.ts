import { describe, expect, test } from '@jest/globals';
import {
  gatewayOfHost,
  hostReferenceOf,
  isAwsAddress,
} from '../../../../core/inventory/resolution/addresses.ts';
import { sameThing, wholesOf } from '../../../../core/inventory/resolution/arns.ts';
import {
  integrationTargets,
  statedTargets,
} from '../../../../core/inventory/resolution/integration-targets.ts';
import { isDistinctive, placesOf } from '../../../../core/inventory/resolution/places.ts';
import { lambda, lambdaUri } from '../../../support/evidence.ts';
import { gatewayApi, operation } from '../../../support/gateway-api.ts';

const shown = (basePath: string, ...templates: readonly string[]): string[] =>
  placesOf('h', basePath, templates).map((place) => `${place.basePath || '/'} ${place.within}`.trim());

describe('the places that a source means', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['/pay', ['/x'], ['/pay']],
    ['', [], ['/']],
    ['', ['/pay/x', '/pay/{id}'], ['/pay /pay']],
    ['', ['/v1/pay/x', '/v1/pay'], ['/v1/pay /v1/pay']],
    ['/api/v1', ['/pay', '/cards/{id}'], ['/api/v1/cards /cards', '/api/v1/pay /pay']],
    ['', ['/{tenant}/pay'], ['/']],
    ['', ['/', '/pay'], ['/']],
    ['', ['/{proxy+}'], ['/']],
  ])('base path %j with %j', (basePath, templates, expected) => {
    expect(shown(basePath, ...templates)).toEqual(expected);
  });

  test('of too many are the host itself', () => {
    expect(shown('', ...Array.from({ length: 50 }, (_, n) => `/word${n}x`))).toEqual(['/']);
  });

  test.each([
    ['/pay', true],
    ['/v1/pay', true],
    ['/v1', false],
    ['/api/v2', false],
    ['', false],
  ])('%j names something: %s', (basePath, expected) => {
    expect(isDistinctive(basePath)).toBe(expected);
  });
});

describe('names that AWS gives out', () => {
  test.each([
    ['abc123.execute-api.eu-west-1.amazonaws.com', { id: 'abc123', region: 'eu-west-1' }],
    ['abc123-vpce-0a1b.execute-api.eu-west-1.amazonaws.com', { id: 'abc123', region: 'eu-west-1' }],
    ['d-x1y2.execute-api.eu-west-1.amazonaws.com', undefined],
    ['api.bank.example', undefined],
  ])('%s is the API %j', (host, expected) => {
    expect(gatewayOfHost(host)).toEqual(expected);
  });

  test.each([
    ['d1.cloudfront.net', true],
    ['x.lambda-url.eu-west-1.on.aws', true],
    ['edge-1.eu-west-1.elb.amazonaws.com', true],
    ['cloudfront.net.bank.example', false],
  ])('%s: %s', (host, expected) => {
    expect(isAwsAddress(host)).toBe(expected);
  });

  test.each([
    ['host:API.bank.example/pay/', { host: 'api.bank.example', basePath: '/pay' }],
    ['host:a', { host: 'a', basePath: '' }],
    ['host:', undefined],
    ['arn:aws:x', undefined],
  ])('%s leads to %j', (reference, expected) => {
    expect(hostReferenceOf(reference)).toEqual(expected);
  });
});

describe('ARNs', () => {
  test('of versions and stages are of the thing; of rules, parts of the load balancer', () => {
    expect(sameThing(`${lambda('pay')}:7`).at(-1)).toBe(lambda('pay'));
    expect(sameThing('arn:aws:apigateway:r::/apis/g/stages/$default').at(-1)).toBe(
      'arn:aws:apigateway:r::/apis/g',
    );
    expect(wholesOf('arn:aws:elasticloadbalancing:r:1:listener-rule/app/edge/2/3/4')).toEqual([
      'arn:aws:elasticloadbalancing:r:1:listener/app/edge/2/3',
      'arn:aws:elasticloadbalancing:r:1:loadbalancer/app/edge/2',
    ]);
    expect(wholesOf(lambda('pay'))).toEqual([]);
  });
});

describe('what an API leads to', () => {
  const to = (...uris: readonly string[]) =>
    integrationTargets(
      gatewayApi(
        'g',
        'a',
        uris.map((uri, n) => ({
          ...operation('GET', `/${n}`),
          integration: { type: uri ? 'HTTP_PROXY' : 'MOCK', uri },
        })),
      ),
    );
  test.each<[readonly string[], readonly string[] | undefined]>([
    [[lambdaUri('pay'), lambdaUri('pay', ':live')], [lambda('pay')]],
    [['https://core.test/pay/{id}', 'https://core.test:8443/pay/x'], ['host:core.test/pay']],
    [
      ['https://core.test/pay', 'https://other.test/{proxy}'],
      ['host:core.test/pay', 'host:other.test'],
    ],
    [
      ['arn:aws:elasticloadbalancing:r:1:listener/net/a/b/c'],
      ['arn:aws:elasticloadbalancing:r:1:listener/net/a/b/c'],
    ],
    [[''], []],
    // Stage variables decide where it goes.
    [[`https://${'$'}{stageVariables.host}/pay`], undefined],
    [[lambdaUri('pay'), 'not an address'], undefined],
  ])('%j: %j', (uris, expected) => {
    expect(to(...uris)).toEqual(expected);
  });

  test('target groups stand for what is behind them where it is known', () => {
    const group = 'arn:aws:elasticloadbalancing:r:1:targetgroup/pay/1';
    expect(statedTargets([group, `${lambda('pay')}:live`])).toEqual([lambda('pay')]);
    expect(statedTargets([group])).toEqual([group]);
  });
});
