import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { known } from '../../../core/gateway/gateway-api.ts';
import type { DeclaredDocument } from '../../../core/inventory/declared-document.ts';
import {
  type Declarations,
  relativeTemplate,
  resolveEntities,
  routesOf,
} from '../../../core/inventory/entities.ts';
import type { Evidence } from '../../../core/inventory/evidence.ts';
import { routeMatcher } from '../../../core/traffic/routes.ts';
import { gatewayApi, mapping, operation } from '../../support/gateway-api.ts';

const observedAt = '2026-11-20T00:00:00.000Z';
const claim = (apiName: string, rest: Partial<Evidence> = {}): Evidence => ({
  source: 'workshop',
  locator: `w.csv:${apiName}`,
  apiName,
  observedAt,
  confidence: 0.2,
  ...rest,
});
const document = (
  apiName: string,
  server?: { host: string; basePath: string },
  template = '/x',
): DeclaredDocument => ({
  key: `specs/${apiName}.yaml`,
  apiName,
  servers: server ? [server] : [],
  operations: [{ method: 'GET', template }],
});
const resolve = (parts: Partial<Declarations>) =>
  resolveEntities({ observedAt, gateways: [], documents: [], claims: [], ...parts });
const shown = (parts: Partial<Declarations>) =>
  resolve(parts).map(({ key, evidence }) => `${key}: ${evidence.map((one) => one.source).join(' ')}`);

describe('declarations of one API come together', () => {
  test('by its name, however it is spelled', () => {
    expect(
      shown({
        gateways: [gatewayApi('g1', 'Payments API')],
        documents: [document('payments-api')],
        claims: [claim('PAYMENTS  api'), claim('cards')],
      }),
    ).toEqual([
      'gateway:000000000000/us-east-1/g1: api-gateway-rest openapi-document workshop',
      'name:cards: workshop',
    ]);
  });

  test('by the domain and base path they name, before the name', () => {
    const gateways = [
      gatewayApi('old', 'accounts'),
      gatewayApi('new', 'accounts-hardened', [], { domains: known([mapping('api.test', 'accounts')]) }),
    ];
    const described = resolve({
      gateways,
      documents: [document('accounts', { host: 'api.test', basePath: '/accounts' })],
    }).filter(({ documents }) => documents.length > 0);
    expect(described.map(({ gateway }) => gateway?.gatewayId)).toEqual(['new']);
  });

  test.each([
    ['/accounts/v1', 'mapped'],
    ['/accounts', 'mapped'],
    ['/accountsx', 'named'],
    ['', 'named'],
  ])('a server at %j of the mapped domain belongs to the API %s', (basePath, expected) => {
    const gateways = [
      gatewayApi('named', 'accounts'),
      gatewayApi('mapped', 'other', [], { domains: known([mapping('api.test', 'accounts')]) }),
    ];
    const entities = resolve({ gateways, documents: [document('accounts', { host: 'api.test', basePath })] });
    expect(entities.find(({ documents }) => documents.length > 0)?.gateway?.gatewayId).toBe(expected);
  });

  test('by the gateway id of an API that could be listed and not read', () => {
    const unread = claim('cards', { source: 'api-gateway-rest', gatewayId: 'g9', confidence: 0.95 });
    expect(shown({ claims: [unread, claim('cards')] })).toEqual(['gateway:g9: api-gateway-rest workshop']);
  });

  test('two gateway APIs of one name stay two; what is said of the name goes to the one that clients reach', () => {
    const gateways = [
      gatewayApi('a1', 'payments'),
      gatewayApi('b2', 'payments', [], { domains: known([mapping('api.test', 'payments')]) }),
    ];
    expect(shown({ gateways, claims: [claim('payments')] })).toEqual([
      'gateway:000000000000/us-east-1/a1: api-gateway-rest',
      'gateway:000000000000/us-east-1/b2: api-gateway-rest workshop',
    ]);
  });

  test('in whatever order they are given', () => {
    const claims = ['payments', 'cards', 'loans', 'Cards'].map((name, n) =>
      claim(name, { locator: `w.csv:${n}` }),
    );
    const documents = ['cards', 'fx', 'loans'].map((name) => document(name));
    const gateways = [gatewayApi('g1', 'cards'), gatewayApi('g2', 'loans'), gatewayApi('g3', 'cards')];
    const expected = shown({ claims, documents, gateways });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(claims, { minLength: 4 }),
        fc.shuffledSubarray(documents, { minLength: 3 }),
        fc.shuffledSubarray(gateways, { minLength: 3 }),
        (c, d, g) => {
          expect(shown({ claims: c, documents: d, gateways: g })).toEqual(expected);
        },
      ),
    );
  });
});

describe('a document seen from the gateway', () => {
  const mapped = gatewayApi('g1', 'accounts', [operation('ANY', '/{proxy+}')], {
    domains: known([mapping('api.test', 'accounts')]),
  });
  test.each([
    [{ host: 'api.test', basePath: '/accounts' }, '/{id}', '/{id}'],
    [{ host: 'api.test', basePath: '' }, '/accounts/{id}', '/{id}'],
    [{ host: 'api.test', basePath: '' }, '/accounts', '/'],
    [{ host: 'elsewhere.test', basePath: '/v1' }, '/{id}', '/{id}'],
    [undefined, '/{id}', '/{id}'],
  ])('server %j and path %s are %s', (server, template, relative) => {
    const declared = document('accounts', server, template);
    const [entity] = resolve({ gateways: [mapped], documents: [declared] });
    expect(entity && relativeTemplate(entity, declared, template)).toBe(relative);
  });
});

describe('routes for log readers', () => {
  const gateways = [
    gatewayApi('g1', 'accounts', [operation('GET', '/{proxyId}'), operation('OPTIONS', '/{proxyId}')], {
      domains: known([mapping('API.test', 'accounts')]),
    }),
  ];
  const documents = [document('accounts', { host: 'api.test', basePath: '/accounts' }, '/{accountId}')];
  const { doors, routes } = routesOf(
    resolve({ gateways, documents, claims: [claim('h2h', { host: 'files.test' })] }),
  );

  test('a gateway API is reached by its domains and by API Gateway’s own host', () => {
    expect(doors.map(({ host, basePath }) => `${host}${basePath}`)).toEqual([
      'api.test/accounts',
      'g1.execute-api.us-east-1.amazonaws.com/live',
      'files.test',
    ]);
  });

  test('documents name parameters, and preflights are no routes', () => {
    const matcher = routeMatcher({ doors, routes });
    const located = matcher.locate('api.test', ['accounts', '7'], undefined);
    expect(located && matcher.match(located.api, 'GET', located.segments)).toMatchObject({
      declared: ['{accountId}'],
      known: true,
    });
    expect(routes.some((route) => route.method === 'OPTIONS')).toBe(false);
  });
});
