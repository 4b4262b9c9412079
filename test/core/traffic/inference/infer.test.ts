import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inferEndpoints } from '../../../../core/traffic/inference/infer.ts';
import { host, type Request, times, usesOf } from './requests.ts';

const templatesOf = (requests: readonly Request[], known: Parameters<typeof inferEndpoints>[1] = []) =>
  inferEndpoints(usesOf(requests), known)
    .endpoints.filter((endpoint) => !endpoint.known)
    .map(({ method, template }) => `${method} ${template}`);

const merchants = (
  'amber-fox quiet-harbour velvet-oak copper-lantern silver-otter brisk-willow hollow-reed golden-finch ' +
  'misty-canyon rapid-heron plain-badger crimson-maple lucky-anchor gentle-moss frozen-pine wild-clover'
).split(' ');

/** Things with names, each with the same three endpoints under it, beside two real resources. */
const merchantTraffic: readonly Request[] = merchants.flatMap((name, index) =>
  times(6, (n) => n).flatMap((n) => [
    { path: `/v1/merchants/${name}`, caller: index + n },
    { path: `/v1/merchants/${name}/payouts`, caller: index + n },
    { path: `/v1/merchants/${name}/settings`, method: 'PUT', caller: index + n },
    { path: '/v1/merchants', caller: n },
    { path: '/v1/payments/search', method: 'POST', caller: n },
  ]),
);

describe('templates', () => {
  test('numbers, UUIDs and dates are parameters with a name and a type', () => {
    const { endpoints } = inferEndpoints(
      usesOf(
        times(20, (n) => ({
          path: `/v1/accounts/3f2504e0-4f89-41d3-9a0c-0305e82c33${10 + n}/statements/2026-08-${10 + n}/pages/${n}`,
          caller: n,
        })),
      ),
    );
    expect(endpoints).toMatchObject([
      {
        template: '/v1/accounts/{accountId}/statements/{date}/pages/{pageId}',
        parameters: [
          { name: 'accountId', type: 'string', format: 'uuid' },
          { name: 'date', type: 'string', format: 'date' },
          { name: 'pageId', type: 'integer' },
        ],
      },
    ]);
  });

  test('dictionary words that are values are told from resources by what lies under them', () => {
    expect(templatesOf(merchantTraffic)).toEqual([
      'GET /v1/merchants',
      'GET /v1/merchants/{merchantId}',
      'GET /v1/merchants/{merchantId}/payouts',
      'PUT /v1/merchants/{merchantId}/settings',
      'POST /v1/payments/search',
    ]);
  });

  test('custom methods, formats and OData keys stay beside their value', () => {
    const requests = times(12, (n) => n).flatMap((n) => [
      { path: `/v1/jobs/${n + 100}:cancel`, method: 'POST', caller: n },
      { path: `/v1/reports/${n + 100}.json`, caller: n },
      { path: `/odata/Accounts(${n + 100})`, caller: n },
    ]);
    expect(templatesOf(requests)).toEqual([
      'GET /odata/Accounts({accountId})',
      'POST /v1/jobs/{jobId}:cancel',
      'GET /v1/reports/{reportId}.json',
    ]);
  });

  test('a constant that looks like a value is a literal', () => {
    const requests = times(30, (n) => ({ path: `/2010-04-01/accounts/${n + 1000}`, caller: n }));
    expect(templatesOf(requests)).toEqual(['GET /2010-04-01/accounts/{accountId}']);
  });

  test('words that differ in their number only are one parameter', () => {
    const requests = times(40, (n) => ({ path: `/v1/batches/run-${n % 8}/files`, caller: n }));
    expect(templatesOf(requests)).toEqual(['GET /v1/batches/{batchId}/files']);
  });

  test('versions never merge', () => {
    const requests = times(8, (n) => n).flatMap((n) =>
      ['v1', 'v2', 'v3'].map((version) => ({ path: `/${version}/payments/${n + 50}`, caller: n })),
    );
    expect(templatesOf(requests)).toEqual([
      'GET /v1/payments/{paymentId}',
      'GET /v2/payments/{paymentId}',
      'GET /v3/payments/{paymentId}',
    ]);
  });
});

describe('declared routes', () => {
  const known = [
    { host, method: 'GET', template: '/v1/merchants/{id}' },
    { host, method: 'GET', template: '/v1/merchants/{id}/payouts' },
    { host, method: 'GET', template: '/v1/merchants' },
  ];

  test('are matched and not inferred again; what is left keeps their parameters', () => {
    const { endpoints } = inferEndpoints(usesOf(merchantTraffic), known);
    expect(endpoints.map((one) => `${one.known ? 'known' : 'found'} ${one.method} ${one.template}`)).toEqual([
      'known GET /v1/merchants',
      'known GET /v1/merchants/{id}',
      'known GET /v1/merchants/{id}/payouts',
      'found PUT /v1/merchants/{merchantId}/settings',
      'found POST /v1/payments/search',
    ]);
  });

  test('a name of an action under a declared parameter is an endpoint of its own', () => {
    const declared = [{ host, method: 'GET', template: '/v1/orders/{id}' }];
    const requests = times(20, (n) => n).flatMap((n) => [
      { path: `/v1/orders/${n + 500}`, caller: n },
      { method: 'POST', path: '/v1/orders/search', caller: n },
      { method: 'DELETE', path: `/v1/orders/${n + 500}`, caller: n },
    ]);
    expect(templatesOf(requests, declared)).toEqual([
      'POST /v1/orders/search',
      'DELETE /v1/orders/{orderId}',
    ]);
  });

  test('no path of a declared template is ever inferred', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/).filter((one) => !/^\.+$/.test(one));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 12 }), (values) => {
        const requests = values.map((value, index) => ({ path: `/v1/merchants/${value}`, caller: index }));
        const { endpoints } = inferEndpoints(usesOf(requests), [
          { host, method: 'ANY', template: '/v1/merchants/{id}' },
          ...[
            'json',
            'xml',
            'csv',
            'pdf',
            'txt',
            'html',
            'htm',
            'yaml',
            'yml',
            'zip',
            'gif',
            'png',
            'jpg',
          ].map((format) => ({
            host,
            method: 'ANY',
            template: `/v1/merchants/{id}.${format}`,
          })),
        ]);
        expect(endpoints.every((one) => one.known)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is no endpoint', () => {
  test('paths that were only refused are probes', () => {
    const inference = inferEndpoints(
      usesOf(
        times(9, (n) => ({ path: `/nothing/${n}`, status: [404, 405, 400][n % 3] as number, caller: n })),
      ),
    );
    expect(inference.endpoints).toEqual([]);
    expect(inference.probes).toEqual({ requests: 9, paths: 9 });
  });

  const real = times(200, (n) => ({ path: `/v1/accounts/${n % 40}`, caller: n % 20 }));

  test('a host that answers 200 to anything shows only what is used again by others', () => {
    const scan = ['/.env', '/wp-login.php', '/.git/config', '/xmlrpc.php', '/admin.bak'].map((path) => ({
      path,
      caller: 900,
    }));
    const guesses = times(80, (n) => ({
      path: `/guess${String.fromCharCode(97 + (n % 26))}x/${n}`,
      caller: 901,
    }));
    const inference = inferEndpoints(usesOf([...real, ...scan, ...guesses]));
    expect(inference.hosts).toEqual([{ host, fallback: [200], catchAll: true }]);
    expect(inference.endpoints.map(({ template }) => template)).toEqual(['/v1/accounts/{accountId}']);
  });

  test('a gateway that answers 403 to unknown paths does not make them endpoints', () => {
    const scan = ['/.env', '/wp-login.php', '/.git/config', '/xmlrpc.php'].map((path) => ({
      path,
      status: 403,
      caller: 900,
    }));
    const mistakes = times(10, (n) => ({ path: `/v1/acounts/${n}`, status: 403, caller: n }));
    expect(templatesOf([...real, ...scan, ...mistakes])).toEqual(['GET /v1/accounts/{accountId}']);
  });

  test('misspelt paths and other methods on such a host are no endpoints', () => {
    const scan = ['/.env', '/wp-login.php', '/.git/config', '/xmlrpc.php'].map((path) => ({
      path,
      caller: 900,
    }));
    const busy = times(600, (n) => ({ path: `/v1/accounts/${n % 40}/balances`, caller: n % 20 }));
    const slips = times(4, (n) => ({ path: `/v1/acounts/${n}/balances`, caller: n }));
    const wrong = times(4, (n) => ({ method: 'DELETE', path: `/v1/accounts/${n}/balances`, caller: n }));
    expect(templatesOf([...busy, ...scan, ...slips, ...wrong])).toEqual([
      'GET /v1/accounts/{accountId}/balances',
    ]);
  });

  test.each([
    ['traversal', '/v1/accounts/../../etc/passwd'],
    ['encoded traversal', '/v1/%2e%2e/secret'],
    ['encoded slash', '/v1/a%2fb'],
    ['NUL', '/v1/a\u0000b'],
    ['encoded NUL', '/v1/a%00b'],
    ['a line break', '/v1/a\nb'],
    ['three megabytes', `/v1/${'a'.repeat(3_000_000)}`],
    ['a thousand segments', '/a'.repeat(1000)],
    ['no slash', 'v1/accounts'],
  ])('%s does not enter', (_, path) => {
    expect(templatesOf([...real, { path, caller: 1 }, { path, caller: 2 }, { path, caller: 3 }])).toEqual([
      'GET /v1/accounts/{accountId}',
    ]);
  });

  test('random paths of one scanner do not enter, even where everything is answered', () => {
    const scan = times(8000, (n) => ({
      path: `/${((n * 2654435761) % 2 ** 32).toString(36)}/${n.toString(36)}`,
      caller: 900,
      authenticated: false,
    }));
    expect(templatesOf([...real, ...scan])).toEqual(['GET /v1/accounts/{accountId}']);
    expect(templatesOf(scan)).toEqual([]);
  });
});

describe('the result', () => {
  test('does not depend on order or split', () => {
    const uses = usesOf(merchantTraffic);
    const expected = inferEndpoints(uses);
    fc.assert(
      fc.property(fc.shuffledSubarray(uses, { minLength: uses.length }), (shuffled) => {
        expect(inferEndpoints(shuffled)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('explains each part and shows no value', () => {
    const { endpoints } = inferEndpoints(
      usesOf(times(10, (n) => ({ path: `/v1/customers/johanna.k${n}x@mail.example`, caller: n }))),
    );
    const text = JSON.stringify(endpoints);
    expect(text).not.toContain('johanna');
    expect(endpoints[0]?.explanation.decisions.at(-1)).toMatchObject({
      place: '/v1/customers/{}',
      outcome: 'parameter',
      by: 'form',
      examples: ['xxxxxxx.x9x@xxxx.xxxxxxx'],
    });
  });

  test('a thin observation has less confidence than a broad one', () => {
    const of = (requests: readonly Request[]) =>
      inferEndpoints(usesOf(requests)).endpoints[0]?.confidence ?? 0;
    expect(of([{ path: '/v1/accounts' }])).toBeLessThan(
      of(times(9, (n) => ({ path: '/v1/accounts', caller: n }))),
    );
  });
});
