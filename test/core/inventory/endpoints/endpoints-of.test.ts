import { describe, expect, test } from '@jest/globals';
import { type GatewayApi, known, unread } from '../../../../core/gateway/gateway-api.ts';
import type { EndpointRecord } from '../../../../core/inventory/api-record.ts';
import type { DeclaredDocument } from '../../../../core/inventory/declared-document.ts';
import { discoveryPolicy } from '../../../../core/inventory/discovery-policy.ts';
import { type EndpointContext, endpointsOf } from '../../../../core/inventory/endpoints/endpoints-of.ts';
import { resolveEntities } from '../../../../core/inventory/entities.ts';
import type { Evidence } from '../../../../core/inventory/evidence.ts';
import type { ObservedEndpoint } from '../../../../core/traffic/endpoints.ts';
import { behaviour, observedAt, spec, stated } from '../../../support/evidence.ts';
import { gatewayApi, mapping, operation, stage } from '../../../support/gateway-api.ts';
import { observed } from '../../../support/observed.ts';

interface Given extends Partial<EndpointContext> {
  readonly gateway?: GatewayApi;
  readonly documents?: readonly DeclaredDocument[];
  readonly claims?: readonly Evidence[];
  readonly traffic?: readonly ObservedEndpoint[];
}

/** Endpoints of the one API that these declarations are. */
const endpoints = ({ gateway, documents = [], claims = [], traffic = [], ...context }: Given) => {
  const [entity] = resolveEntities({ observedAt, gateways: gateway ? [gateway] : [], documents, claims });
  if (!entity) throw new Error('There is no API.');
  return endpointsOf(entity, traffic, {
    approvedGateways: discoveryPolicy.parse({}).approvedGateways,
    usedSince: '2026-08-22T00:00:00.000Z',
    deprecated: false,
    remembered: [],
    ...context,
  });
};
const states = (given: Given): string[] =>
  endpoints(given).map(({ method, template, state }) => `${method} ${template} ${state}`);
const a = (...operations: readonly string[]) => [spec('a', [], ...operations)];
const serving = (...paths: readonly string[]) =>
  gatewayApi(
    'g1',
    'a',
    paths.map((path) => operation('GET', path)),
  );

describe('documents, gateway and traffic', () => {
  test('behind a catch-all, traffic is undocumented until the document names it', () => {
    const gateway = gatewayApi('g1', 'a', [operation('ANY', '/{proxy+}', 'NONE')]);
    const documents = a('GET /{accountId}', 'POST /{accountId}/cards');
    const traffic = [observed('GET', '/{accountId}'), observed('GET', '/export/daily')];
    expect(states({ gateway, documents, traffic })).toEqual([
      'GET /export/daily undocumented',
      'ANY /{proxy+} undocumented',
      'GET /{accountId} managed',
      'POST /{accountId}/cards orphan',
    ]);
  });

  test('parameters match whatever they are called, and the document names them', () => {
    const given = {
      gateway: serving('/x/{id}'),
      documents: a('GET /x/{loanId}'),
      traffic: [observed('GET', '/x/{id}')],
    };
    expect(states(given)).toEqual(['GET /x/{loanId} managed']);
  });

  test('an ANY route gives way to the methods that are known by name', () => {
    const gateway = gatewayApi('g1', 'a', [operation('ANY', '/x'), operation('ANY', '/y')]);
    const given = { gateway, documents: a('GET /x', 'PUT /x'), traffic: [observed('PUT', '/x')] };
    expect(states(given)).toEqual(['GET /x orphan', 'PUT /x managed', 'ANY /y undocumented']);
  });

  test('a document that describes ANY method describes each; a described catch-all describes nothing behind it', () => {
    const gateway = gatewayApi('g1', 'a', [operation('ANY', '/{proxy+}')]);
    const documents = a('ANY /x', 'ANY /{proxy+}');
    const traffic = [observed('GET', '/x'), observed('GET', '/z')];
    expect(states({ gateway, documents, traffic })).toEqual([
      'ANY /x orphan',
      'GET /x managed',
      'GET /z undocumented',
      'ANY /{proxy+} orphan',
    ]);
  });

  test('a method of the working copy that no stage serves is stranded', () => {
    const draft = [operation('GET', '/x'), operation('GET', '/new')];
    const gateway = gatewayApi('g1', 'a', draft, { stages: known([stage([operation('GET', '/x')])]) });
    expect(states({ gateway })).toEqual(['GET /new stranded', 'GET /x undocumented']);
    const unstaged = gatewayApi('g1', 'a', draft, { stages: known([]) });
    expect(states({ gateway: unstaged })).toEqual(['GET /new stranded', 'GET /x stranded']);
  });

  test('what has a name in DNS is not stranded, whatever is deployed', () => {
    const gateway = gatewayApi('g1', 'a', [operation('GET', '/x')], {
      stages: known([]),
      domains: known([mapping('a.bank.test')]),
    });
    const claims = [stated('route53', { host: 'a.bank.test', resource: 'host:a.bank.test' })];
    expect(states({ gateway, claims })).toEqual(['GET /x undocumented']);
  });

  test('what could not be read is taken as served: nobody knows that the door is closed', () => {
    for (const stages of [
      unread('ACCESS_DENIED', 'no'),
      known([{ ...stage([]), deployed: unread('UNSUPPORTED', 'no') }]),
    ]) {
      const gateway = gatewayApi('g1', 'a', [operation('GET', '/x')], { stages });
      expect(states({ gateway })).toEqual(['GET /x undocumented']);
    }
  });

  test('traffic around the gateway is a bypass where the endpoint is documented, else a shadow', () => {
    const traffic = [observed('GET', '/x', { source: 'alb-access-log' })];
    const [around] = endpoints({ gateway: serving('/x'), documents: a('GET /x'), traffic });
    expect(around).toMatchObject({ state: 'bypass', aroundGateway: true, onGateway: true });
    expect(states({ claims: [stated('workshop', { apiName: 'b' })], traffic })).toEqual(['GET /x shadow']);
  });

  test('the default route of an HTTP API answers for everything', () => {
    const gateway = gatewayApi('g1', 'a', [operation('ANY', '$default')], { kind: 'HTTP' });
    expect(states({ gateway, traffic: [observed('GET', '/deep/er')] })).toContain(
      'GET /deep/er undocumented',
    );
  });

  test('requests add up over hosts, callers do not', () => {
    const traffic = [
      observed('GET', '/x', { requests: 3, principals: 2, firstSeen: '2026-11-02T00:00:00.000Z' }),
      observed('GET', '/x', { host: 'b', requests: 4, principals: 5, firstSeen: '2026-11-01T00:00:00.000Z' }),
    ];
    const [endpoint] = endpoints({ gateway: serving('/x'), traffic });
    expect(endpoint).toMatchObject({ requests: 7, principals: 5, firstSeen: '2026-11-01T00:00:00.000Z' });
    expect(endpoint?.sources).toEqual(['api-gateway-access-log', 'api-gateway-rest']);
  });

  test('thousands of endpoints and routes take no longer than their number', () => {
    const paths = Array.from({ length: 5000 }, (_, n) => `/r${n}/{id}`);
    const given = { gateway: serving(...paths), documents: a(...paths.map((path) => `GET ${path}`)) };
    expect(endpoints(given)).toHaveLength(5000);
  });
});

describe('other gateways', () => {
  const kong = stated('kong', {
    apiName: 'a',
    host: 'api.bank.test',
    basePath: '/a',
    operations: [
      { method: 'GET', template: '/x' },
      { method: 'GET', template: '/y' },
    ],
  });
  const documents = [spec('a', [{ host: 'api.bank.test', basePath: '/a' }], 'GET /x', 'GET /z')];
  const traffic = ['/x', '/y', '/z'].map((path) =>
    observed('GET', path, { host: 'api.bank.test', source: 'alb-access-log' }),
  );

  test('serve off the approved gateway: documented and called is a bypass', () => {
    expect(states({ claims: [kong], documents, traffic })).toEqual([
      'GET /x bypass',
      'GET /y shadow',
      'GET /z bypass',
    ]);
    expect(states({ claims: [kong], documents })).toEqual([
      'GET /x orphan',
      'GET /y undocumented',
      'GET /z orphan',
    ]);
  });

  test('count like API Gateway where the policy approves them', () => {
    const approvedGateways = ['kong' as const];
    expect(states({ claims: [kong], documents, traffic, approvedGateways })).toEqual([
      'GET /x managed',
      'GET /y undocumented',
      'GET /z bypass',
    ]);
  });

  test('scans show that something answers, never that it is used', () => {
    const burp = stated('burp', {
      host: 'api.bank.test',
      operations: [
        { method: 'GET', template: '/a/x' },
        { method: 'GET', template: '/a/debug' },
      ],
    });
    expect(states({ claims: [kong, burp], documents })).toEqual([
      'GET /debug undocumented',
      'GET /x orphan',
      'GET /y undocumented',
      'GET /z orphan',
    ]);
  });

  test('captures show use', () => {
    const har = stated('har', { host: 'api.bank.test', operations: [{ method: 'GET', template: '/a/x' }] });
    expect(states({ claims: [kong, har], documents, approvedGateways: ['kong'] })).toContain(
      'GET /x managed',
    );
    expect(states({ claims: [kong, har], documents })).toContain('GET /x bypass');
  });
});

describe('captures under another name of the gateway', () => {
  const gateway = gatewayApi('g1', 'a', [operation('GET', '/x')], {
    region: 'eu-west-1',
    account: '111122223333',
  });
  const claims = [
    behaviour('www.bank.test', '', 'g1.execute-api.eu-west-1.amazonaws.com/live'),
    stated('har', { host: 'www.bank.test', operations: [{ method: 'GET', template: '/x' }] }),
  ];
  test('went through it', () => {
    expect(states({ gateway, claims, documents: a('GET /x') })).toEqual(['GET /x managed']);
  });
  test('and around any gateway where API Gateway is not approved', () => {
    const given = {
      gateway,
      documents: a('GET /x'),
      traffic: [observed('GET', '/x')],
      approvedGateways: ['kong' as const],
    };
    expect(states(given)).toEqual(['GET /x bypass']);
  });
});

describe('zombies', () => {
  const gateway = serving('/x', '/y');
  const traffic = [observed('GET', '/x')];
  const deprecated = [
    {
      ...spec('a'),
      operations: [
        { method: 'GET', template: '/x', deprecated: true as const },
        { method: 'GET', template: '/y', deprecated: true as const },
      ],
    },
  ];

  test('are called although a document calls them deprecated; nobody calls the other', () => {
    expect(states({ gateway, documents: deprecated, traffic })).toEqual(['GET /x zombie', 'GET /y orphan']);
    expect(endpoints({ gateway, documents: deprecated })[0]?.deprecated).toBe(true);
  });

  test('or although the whole API is past its life, or a capture saw the Sunset header', () => {
    expect(states({ gateway, documents: a('GET /x'), traffic, deprecated: true })[0]).toBe('GET /x zombie');
    const placed = { ...gateway, domains: known([mapping('api.bank.test', 'a')]) };
    const har = stated('har', {
      host: 'api.bank.test',
      operations: [{ method: 'GET', template: '/a/x', deprecated: true }],
    });
    expect(states({ gateway: placed, documents: a('GET /x'), claims: [har] })[0]).toBe('GET /x zombie');
  });
});

describe('drift', () => {
  const documents = [
    {
      ...spec('a'),
      operations: [
        { method: 'GET', template: '/x', responses: ['200', '4XX'], queryNames: ['page', 'filter'] },
      ],
    },
  ];
  const gateway = serving('/x');
  const seen = (rest: Partial<ObservedEndpoint>) => ({
    gateway,
    documents,
    traffic: [observed('GET', '/x', rest)],
  });

  test.each<[string, Partial<ObservedEndpoint>, readonly string[] | undefined]>([
    [
      'what is described',
      {
        codes: [
          [200, 9],
          [404, 2],
          [500, 1],
        ],
        queryNames: { page: 4 },
      },
      undefined,
    ],
    [
      'a success without a response',
      {
        codes: [
          [200, 9],
          [202, 1],
        ],
      },
      ['answers 202'],
    ],
    [
      'a parameter nobody declares',
      { codes: [[200, 9]], queryNames: { expand: 2, page: 2 } },
      ['query parameter expand'],
    ],
    ['a parameter seen once', { codes: [[200, 9]], queryNames: { expand: 1 } }, undefined],
    [
      'parts of a declared parameter',
      { codes: [[200, 9]], queryNames: { 'filter[status]': 5, 'page.size': 5 } },
      undefined,
    ],
    [
      'both',
      { codes: [[201, 9]], queryNames: { z: 5, b: 3 } },
      ['answers 201', 'query parameter b', 'query parameter z'],
    ],
  ])('%s', (_what, rest, drift) => {
    const [endpoint] = endpoints(seen(rest));
    expect(endpoint?.drift).toEqual(drift);
    expect(endpoint?.state).toBe(drift ? 'drifted' : 'managed');
  });

  test('is not claimed where nothing is known of the responses, nor where `default` stands for all', () => {
    const traffic = [observed('GET', '/x', { codes: [[202, 5]] })];
    expect(states({ gateway, documents: a('GET /x'), traffic })).toEqual(['GET /x managed']);
    const described = [
      { ...spec('a'), operations: [{ method: 'GET', template: '/x', responses: ['default'] }] },
    ];
    expect(states({ gateway, documents: described, traffic })).toEqual(['GET /x managed']);
  });

  test('of a capture counts too', () => {
    const placed = { ...gateway, domains: known([mapping('api.bank.test', 'a')]) };
    const har = stated('har', {
      host: 'api.bank.test',
      operations: [{ method: 'GET', template: '/a/x', statuses: [200, 207], queryNames: ['debug'] }],
    });
    expect(endpoints({ gateway: placed, documents, claims: [har] })[0]?.drift).toEqual([
      'answers 207',
      'query parameter debug',
    ]);
  });
});

describe('what the catalogue remembers', () => {
  const seenBefore = (template: string, rest: Partial<EndpointRecord> = {}): EndpointRecord => ({
    method: 'GET',
    template,
    state: 'managed',
    documented: true,
    onGateway: true,
    observed: true,
    requests: 40,
    principals: 3,
    firstSeen: '2026-10-01T00:00:00.000Z',
    lastSeen: '2026-11-01T00:00:00.000Z',
    ...rest,
  });
  const given = { gateway: serving('/x'), documents: a('GET /x') };

  test('a log that is silent takes no use back within the window', () => {
    const [endpoint] = endpoints({ ...given, remembered: [seenBefore('/x')] });
    expect(endpoint).toMatchObject({ state: 'managed', requests: 40, lastSeen: '2026-11-01T00:00:00.000Z' });
    const around = seenBefore('/x', { aroundGateway: true, state: 'bypass' });
    expect(states({ ...given, remembered: [around] })).toEqual(['GET /x bypass']);
    const drifted = seenBefore('/x', { drift: ['answers 202'] });
    const documents = [{ ...spec('a'), operations: [{ method: 'GET', template: '/x', responses: ['200'] }] }];
    expect(states({ ...given, documents, remembered: [drifted] })).toEqual(['GET /x drifted']);
  });

  test('after it, what is declared is dormant', () => {
    const old = seenBefore('/x', { lastSeen: '2026-05-01T00:00:00.000Z' });
    const [endpoint] = endpoints({ ...given, remembered: [old] });
    expect(endpoint).toMatchObject({
      state: 'orphan',
      observed: false,
      lastSeen: '2026-05-01T00:00:00.000Z',
    });
  });

  test('what nothing but traffic knew stays, until something names it', () => {
    const shadow = seenBefore('/loans/abc', {
      documented: false,
      onGateway: false,
      state: 'shadow',
      aroundGateway: true,
      lastSeen: '2026-01-01T00:00:00.000Z',
    });
    const claims = [stated('workshop', { apiName: 'loans' })];
    expect(states({ claims, remembered: [shadow] })).toEqual(['GET /loans/abc shadow']);
    expect(states({ documents: [spec('loans', [], 'GET /loans/{loanId}')], remembered: [shadow] })).toEqual([
      'GET /loans/{loanId} orphan',
    ]);
  });
});
