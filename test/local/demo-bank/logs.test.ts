import { describe, expect, test } from '@jest/globals';
import { trafficCollector } from '../../../core/traffic/collect.ts';
import { inferEndpoints } from '../../../core/traffic/endpoints.ts';
import { parseLine } from '../../../core/traffic/parse-line.ts';
import { alb } from '../../../core/traffic/readers/alb.ts';
import { apiGatewayJson } from '../../../core/traffic/readers/api-gateway-json.ts';
import { routeMatcher } from '../../../core/traffic/routes.ts';
import { emptyTraffic, mergeTraffic } from '../../../core/traffic/traffic-state.ts';
import { demoLogs } from '../../../local/demo-bank/logs.ts';

const apiIds = { payments: 'pay1', consents: 'con1', accounts: 'acc1', cards: 'car1', 'fx-rates': 'fxr1' };
const memberApiIds = {
  statements: 'sta1',
  'standing-orders': 'sto1',
  'sepa-instant': 'sep1',
  'balance-alerts': 'bal1',
  'market-data': 'mar1',
};
const now = new Date('2026-11-24T09:30:00Z');
const objects = demoLogs(now, apiIds, memberApiIds);
const isAlb = (key: string) => key.startsWith('alb/');

const records = objects.flatMap(({ key, lines }) =>
  lines.flatMap((line) => {
    const parsed = parseLine(isAlb(key) ? alb : apiGatewayJson, line);
    return parsed && !('unparsed' in parsed) ? [{ ...parsed, isAlb: isAlb(key) }] : [];
  }),
);

describe('demoLogs', () => {
  test('is the same for the same day and ids', () => {
    expect(demoLogs(new Date('2026-11-24T23:59:59Z'), apiIds, memberApiIds)).toEqual(objects);
  });

  test('names other objects for other ids, so that stale ones are replaced', () => {
    const other = demoLogs(now, { ...apiIds, accounts: 'acc2' }, memberApiIds);
    const keys = new Set(objects.map(({ key }) => key));
    expect(other.some(({ key }) => keys.has(key))).toBe(false);
  });

  test('has about 20,000 lines in a few dozen objects, all of the week before', () => {
    const lines = objects.reduce((sum, object) => sum + object.lines.length, 0);
    expect(lines).toBeGreaterThan(19_000);
    expect(lines).toBeLessThan(22_000);
    expect(objects).toHaveLength(11 + 14);
    const times = records.map(({ at = '' }) => at).sort();
    expect(times[0]?.slice(0, 10)).toBe('2026-11-17');
    expect(times.at(-1)?.slice(0, 10)).toBe('2026-11-23');
  });

  test('is sorted by time within a day', () => {
    const [first] = objects;
    const times = (first?.lines ?? []).map((line) => {
      const parsed = parseLine(apiGatewayJson, line);
      return parsed && 'at' in parsed ? (parsed.at ?? '') : '';
    });
    expect(times).toEqual([...times].sort());
  });

  test('has a few lines that nobody can read, in both formats', () => {
    const broken = objects.flatMap(({ key, lines }) =>
      lines
        .filter((line) => {
          const parsed = parseLine(isAlb(key) ? alb : apiGatewayJson, line);
          return parsed !== undefined && 'unparsed' in parsed;
        })
        .map(() => isAlb(key)),
    );
    expect(broken.filter(Boolean)).toHaveLength(2);
    expect(broken.filter((one) => !one)).toHaveLength(3);
  });

  test('shows all five partners, by client where an authorizer knows them, else by address', () => {
    const principals = new Set(records.map(({ principal }) => principal));
    for (const client of ['fjord-pay', 'klarblick', 'pennywise-ledger', 'harbourstone'])
      expect(principals).toContain(client);
    expect(principals).toContain('192.0.2.150');
    const accounts = records.filter(({ gatewayId }) => gatewayId === 'acc1');
    for (const { principal = '' } of accounts) expect(principal).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  });

  test('scanners get nothing but refusals', () => {
    const scans = records.filter(({ principal }) =>
      ['203.0.113.201', '198.51.100.240'].includes(principal ?? ''),
    );
    expect(scans.length).toBeGreaterThan(50);
    expect(new Set(scans.map(({ status }) => status))).toEqual(new Set([404]));
  });

  test('the stage of accounts went silent two days ago', () => {
    const last = records
      .filter(({ gatewayId }) => gatewayId === 'acc1')
      .map(({ at = '' }) => at)
      .sort()
      .at(-1);
    expect(last?.slice(0, 10)).toBe('2026-11-21');
  });

  test('hosts of load balancers are seen there only', () => {
    const hosts = (wanted: boolean) =>
      new Set(records.filter((one) => one.isAlb === wanted).map(({ host }) => host));
    expect(hosts(true)).toEqual(
      new Set([
        'loans-legacy.demo-bank.test',
        'limits.retail.demo-bank.test',
        'offers.retail.demo-bank.test',
        'broker.markets.demo-bank.test',
      ]),
    );
    expect(hosts(false)).toEqual(
      new Set([
        'api.demo-bank.test',
        'fxr1.execute-api.us-east-1.amazonaws.com',
        'retail.demo-bank.test',
        'markets.demo-bank.test',
        'sep1.execute-api.eu-central-1.amazonaws.com',
        'bal1.execute-api.eu-central-1.amazonaws.com',
      ]),
    );
  });
});

test('discovery finds what nobody declared, and no scan', () => {
  const matcher = routeMatcher({
    doors: [{ api: 'accounts', host: 'api.demo-bank.test', basePath: '/accounts', gatewayId: 'acc1' }],
    routes: [
      { api: 'accounts', method: 'ANY', template: '/{proxy+}' },
      { api: 'accounts', method: 'GET', template: '/v1/accounts' },
      { api: 'accounts', method: 'GET', template: '/v1/accounts/{accountId}' },
      { api: 'accounts', method: 'GET', template: '/v1/accounts/{accountId}/transactions' },
      { api: 'accounts', method: 'POST', template: '/v1/accounts/{accountId}/statement-requests' },
    ],
  });
  let state = emptyTraffic();
  for (const { key, lines } of objects) {
    const collector = trafficCollector(isAlb(key) ? alb : apiGatewayJson, matcher, key);
    for (const line of lines) collector.line(line);
    state = mergeTraffic(state, collector.state());
  }
  const found = inferEndpoints(state).filter(
    ({ api, host }) => api === 'accounts' || host === 'loans-legacy.demo-bank.test',
  );
  const undeclared = found
    .filter(({ known }) => !known)
    .map(({ method, template }) => `${method} ${template}`);
  expect(undeclared.sort()).toEqual([
    'GET /customers/{customerId}/loans',
    'GET /loans/{loanId}/schedule',
    'GET /v1/accounts/{accountId}/standing-orders',
    'GET /v1/customers/{customerId}/profile',
    'POST /internal/export-jobs',
    'POST /loans/simulations',
  ]);
  expect(found.filter(({ known }) => known)).toHaveLength(4);
});
