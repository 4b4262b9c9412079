import { describe, expect, test } from '@jest/globals';
import { trafficCollector } from '../../../core/traffic/collect.ts';
import { inferEndpoints } from '../../../core/traffic/endpoints.ts';
import type { LogRecord } from '../../../core/traffic/log-record.ts';
import { apiGatewayJson } from '../../../core/traffic/readers/api-gateway-json.ts';
import { routeMatcher } from '../../../core/traffic/routes.ts';

const matcher = routeMatcher({
  doors: [{ api: 'accounts', host: 'api.test', basePath: '/accounts', gatewayId: 'g1' }],
  routes: [
    { api: 'accounts', method: 'GET', template: '/{accountId}' },
    { api: 'accounts', method: 'ANY', template: '/{proxy+}' },
  ],
});

type Request = Partial<LogRecord> & { readonly path: string };

const infer = (...requests: readonly Request[]) => {
  const collector = trafficCollector(apiGatewayJson, matcher, 'log');
  for (const request of requests)
    collector.record({ host: 'api.test', method: 'GET', status: 200, principal: 'p1', ...request });
  return inferEndpoints(collector.state());
};
const shown = (...requests: readonly Request[]) =>
  infer(...requests).map(({ method, host, template }) => `${method} ${host}${template}`);
const times = (count: number, request: Request) => Array.from({ length: count }, () => request);

describe('what is an endpoint', () => {
  test('three answers of one caller are use, two are a probe', () => {
    expect(shown(...times(3, { path: '/x', host: 'new.test' }))).toEqual(['GET new.test/x']);
    expect(shown(...times(2, { path: '/x', host: 'new.test' }))).toEqual([]);
  });

  test('two callers are use', () => {
    const path = '/x';
    expect(shown({ path, host: 'new.test' }, { path, host: 'new.test', principal: 'p2' })).toEqual([
      'GET new.test/x',
    ]);
  });

  test.each([200, 204, 302, 401, 403, 409, 422, 429, 500, 503])(
    'an answer %i shows that it exists',
    (status) => {
      expect(shown(...times(3, { path: '/x', host: 'new.test', status }))).toHaveLength(1);
    },
  );

  test.each([0, 400, 404, 405, 410, 600])('an answer %i shows nothing', (status) => {
    expect(shown(...times(9, { path: '/x', host: 'new.test', status }))).toEqual([]);
  });

  test('preflights and invented methods are none', () => {
    for (const method of ['OPTIONS', 'TRACE', 'PROPFIND'])
      expect(shown(...times(9, { path: '/x', host: 'new.test', method }))).toEqual([]);
  });

  test('a declared endpoint needs one answer that shows it, and is not seen in errors only', () => {
    expect(shown({ path: '/accounts/7' })).toEqual(['GET api.test/{accountId}']);
    expect(shown(...times(9, { path: '/accounts/7', status: 404 }))).toEqual([]);
  });
});

describe('templates', () => {
  test('values by form become parameters that are called after what they identify', () => {
    const host = 'new.test';
    expect(
      shown(
        { host, path: '/loans/1/repayments/2026-11-24' },
        { host, path: '/loans/2/repayments/2026-11-25', principal: 'p2' },
        { host, path: '/v1/7' },
        { host, path: '/v1/8', principal: 'p2' },
        { host, path: '/payment-batches/1/2' },
        { host, path: '/payment-batches/3/4', principal: 'p2' },
        { host, path: '/companies/1/addresses/2/status/3' },
        { host, path: '/companies/2/addresses/2/status/3', principal: 'p2' },
        { host, path: '/loans/3/loans/4' },
        { host, path: '/loans/5/loans/6', principal: 'p2' },
      ),
    ).toEqual([
      'GET new.test/companies/{companyId}/addresses/{addressId}/status/{statusId}',
      'GET new.test/loans/{loanId}/loans/{loanId2}',
      'GET new.test/loans/{loanId}/repayments/{date}',
      'GET new.test/payment-batches/{paymentBatchId}/{id}',
      'GET new.test/v1/{id}',
    ]);
  });

  test('kinds of values are kept, the values are not', () => {
    const host = 'new.test';
    const [endpoint] = infer(
      { host, path: '/holders/ada%40bank.test' },
      { host, path: '/holders/4111111111111111', principal: 'p2' },
    );
    expect(endpoint?.parameters).toEqual([{ name: 'holderId', types: ['email', 'integer'] }]);
    expect(JSON.stringify(endpoint)).not.toMatch(/ada|4111/);
  });

  test('behind a catch-all the declared part keeps its names', () => {
    const path = '/accounts/SE4550000000058398257466/standing-orders/17';
    expect(shown({ path, template: '/{proxy+}' }, { path, template: '/{proxy+}', principal: 'p2' })).toEqual([
      'GET api.test/{accountId}/standing-orders/{standingOrderId}',
    ]);
  });

  test('the route that the gateway logged is taken as it is', () => {
    const [endpoint] = infer({ path: '/accounts/x/y', template: '/{customer}/{topic}', gatewayId: 'g1' });
    expect(endpoint).toMatchObject({ template: '/{customer}/{topic}', api: 'accounts', known: true });
  });
});

test('an endpoint says how much supports it', () => {
  const host = 'new.test';
  expect(
    infer(
      { host, path: '/x', at: '2026-11-02T00:00:00.000Z' },
      { host, path: '/x', at: '2026-11-01T00:00:00.000Z', principal: 'p2', status: 500 },
    ),
  ).toEqual([
    {
      source: 'api-gateway-access-log',
      host,
      method: 'GET',
      template: '/x',
      known: false,
      parameters: [],
      requests: 2,
      principals: 2,
      statuses: { '2xx': 1, '5xx': 1 },
      firstSeen: '2026-11-01T00:00:00.000Z',
      lastSeen: '2026-11-02T00:00:00.000Z',
      confidence: 0.9,
    },
  ]);
});
