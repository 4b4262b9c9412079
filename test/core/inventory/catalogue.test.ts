import { describe, expect, test } from '@jest/globals';
import { known } from '../../../core/gateway/gateway-api.ts';
import { cycleId } from '../../../core/identifiers.ts';
import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import { type CatalogueSources, resolveCatalogue } from '../../../core/inventory/catalogue.ts';
import { diffCatalogue } from '../../../core/inventory/catalogue-diff.ts';
import type { Evidence } from '../../../core/inventory/evidence.ts';
import { gatewayApi, mapping, operation } from '../../support/gateway-api.ts';
import { observed } from '../../support/observed.ts';

const observedAt = '2026-11-20T00:00:00.000Z';
const resolve = (parts: Partial<CatalogueSources>): readonly ApiRecord[] =>
  resolveCatalogue({
    cycleId: cycleId('cycle-1'),
    observedAt,
    gateways: [],
    documents: [],
    claims: [],
    observed: [],
    partners: [],
    previous: [],
    ...parts,
  });
const workshop = (apiName: string, rest: Partial<Evidence> = {}): Evidence => ({
  source: 'workshop',
  locator: 'w.csv:2',
  apiName,
  observedAt,
  confidence: 0.2,
  ...rest,
});
const accounts = (gatewayId: string, basePath?: string) =>
  gatewayApi(gatewayId, 'accounts', [operation('ANY', '/{proxy+}')], {
    domains: known(basePath === undefined ? [] : [mapping('api.demo-bank.test', basePath)]),
  });

describe('fields and their sources', () => {
  const document = {
    key: 'specs/accounts.yaml',
    apiName: 'accounts',
    owner: 'accounts-team',
    exposure: 'partner' as const,
    servers: [],
    operations: [],
  };
  const claims = [
    workshop('accounts', {
      owner: 'somebody',
      exposure: 'internal',
      dataClass: 'secret',
      partners: ['fjord pay'],
    }),
  ];

  test('the most trusted source that knows a field gives it, with its place', () => {
    const [record] = resolve({ gateways: [accounts('g1', 'accounts')], documents: [document], claims });
    expect(record).toMatchObject({
      owner: { value: 'accounts-team', source: 'openapi-document', locator: 'specs/accounts.yaml' },
      exposure: { value: 'partner', source: 'openapi-document' },
      dataClass: { value: 'secret', source: 'workshop', locator: 'w.csv:2' },
      documentKey: 'specs/accounts.yaml',
      hosts: ['api.demo-bank.test'],
    });
  });

  test('the tag of the gateway comes before everything', () => {
    const gateway = {
      ...accounts('g1'),
      tags: { Owner: 'platform', exposure: 'PUBLIC', 'data-class': 'nonsense' },
    };
    const [record] = resolve({ gateways: [gateway], documents: [document], claims });
    expect(record?.owner).toMatchObject({ value: 'platform', source: 'api-gateway-rest' });
    expect(record?.exposure?.value).toBe('public');
    expect(record?.dataClass?.value).toBe('secret');
  });

  test('what nobody knows is absent', () => {
    const [record] = resolve({ gateways: [accounts('g1')] });
    for (const field of ['owner', 'exposure', 'dataClass', 'documentKey'])
      expect(record).not.toHaveProperty(field);
  });

  test('contracts and workshops name one partner once, in the spelling of the contract', () => {
    const partner = {
      name: 'Fjord Pay',
      contract: 'C',
      contact: 'c',
      apis: ['Accounts'],
      clientIds: [],
      until: '2027-01-01',
    };
    const [record] = resolve({
      claims,
      partners: [partner, { ...partner, name: 'Klarblick' }, { ...partner, name: 'No', apis: [] }],
    });
    expect(record?.partners).toEqual(['Fjord Pay', 'Klarblick']);
  });

  test('sources that agree make it surer; one source twice does not', () => {
    const confidence = (...given: Evidence[]) => resolve({ claims: given })[0]?.confidence;
    expect(confidence(workshop('x'))).toBe(0.2);
    expect(confidence(workshop('x'), workshop('x', { locator: 'w.csv:3' }))).toBe(0.2);
    expect(confidence(workshop('x'), workshop('x', { source: 'exception-request', confidence: 0.7 }))).toBe(
      0.76,
    );
  });
});

describe('traffic', () => {
  test('to a host that nobody declared is an API of its own, in the shadow', () => {
    const host = 'loans-legacy.demo-bank.test';
    const [record, ...others] = resolve({
      observed: [
        observed('GET', '/loans', { host, source: 'alb-access-log' }),
        observed('GET', '/export', { host, source: 'alb-access-log' }),
      ],
    });
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      name: { value: host, source: 'alb-access-log' },
      hosts: [host],
      confidence: 0.9,
    });
    expect(record?.endpoints.map(({ state }) => state)).toEqual(['shadow', 'shadow']);
    expect(record?.evidence).toEqual([expect.objectContaining({ support: { requests: 20, principals: 2 } })]);
  });

  test('goes to the API it was located in, else to the one with its gateway id', () => {
    const unread = workshop('cards', { source: 'api-gateway-rest', gatewayId: 'g9', confidence: 0.95 });
    const records = resolve({
      gateways: [accounts('g1')],
      claims: [unread],
      observed: [
        observed('GET', '/x', { api: '000000000000/us-east-1/g1' }),
        observed('GET', '/live/y', { gatewayId: 'g9' }),
      ],
    });
    expect(
      records.map(({ name, endpoints }) => [name.value, endpoints.filter((one) => one.observed).length]),
    ).toEqual([
      ['accounts', 1],
      ['cards', 1],
    ]);
  });
});

describe('an API keeps its id', () => {
  const first = resolve({ gateways: [accounts('old', 'accounts')], claims: [workshop('h2h-files')] });
  const again = (parts: Partial<CatalogueSources>) =>
    resolve({ cycleId: cycleId('cycle-2'), previous: first, ...parts });

  test('over cycles, and remembers when it was found first', () => {
    const second = again({ gateways: [accounts('old', 'accounts')], claims: [workshop('h2h-files')] });
    expect(second.map(({ apiId }) => apiId)).toEqual(first.map(({ apiId }) => apiId));
    expect(second[0]).toMatchObject({ firstSeenCycle: 'cycle-1', lastSeenCycle: 'cycle-2' });
  });

  test('when its domain is switched to another gateway API; what stays behind is another API', () => {
    const [now, behind] = again({ gateways: [accounts('old'), accounts('new', 'accounts')] });
    expect(now?.gateway?.gatewayId).toBe('new');
    expect(now?.apiId).toBe(first[0]?.apiId);
    expect(behind?.gateway?.gatewayId).toBe('old');
    expect(behind?.apiId).not.toBe(first[0]?.apiId);
    expect(behind?.apiId).toMatch(/^accounts-[0-9a-f]{8}$/);
  });

  test('when it comes onto the gateway', () => {
    const [h2h] = again({ gateways: [gatewayApi('g7', 'H2H files')] });
    expect(h2h?.apiId).toBe(first[1]?.apiId);
  });
});

describe('the difference to the catalogue before', () => {
  const before = resolve({
    gateways: [accounts('g1', 'accounts'), gatewayApi('g2', 'cards')],
    claims: [workshop('loans')],
  });
  const apiId = (name: string) => before.find((record) => record.name.value === name)?.apiId;

  test('nothing changed, nothing said, whatever traffic did', () => {
    const after = before.map((record) => ({
      ...record,
      hosts: [...record.hosts].reverse(),
      endpoints: record.endpoints.map((one) => ({ ...one, requests: one.requests + 7, lastSeen: 'now' })),
    }));
    expect(diffCatalogue(before, after)).toEqual({ added: [], removed: [], unverified: [], changed: [] });
  });

  test('added, removed, changed', () => {
    const after = resolve({
      previous: before,
      gateways: [{ ...accounts('g1', 'accounts'), tags: { owner: 'me' } }, gatewayApi('g3', 'fx')],
      claims: [workshop('loans')],
      observed: [observed('GET', '/x', { api: '000000000000/us-east-1/g1' })],
    });
    const diff = diffCatalogue(before, after);
    expect(diff.added).toHaveLength(1);
    expect(diff.removed).toEqual([apiId('cards')]);
    expect(diff.changed).toEqual([
      {
        apiId: apiId('accounts'),
        fields: ['owner', 'endpoints'],
        endpointsAdded: ['GET /x'],
        endpointsRemoved: [],
      },
    ]);
  });

  test('what is not found where nobody could read is not gone', () => {
    const diff = diffCatalogue(before, [], ['000000000000/us-east-1']);
    expect(diff.unverified).toEqual([apiId('accounts'), apiId('cards')]);
    expect(diff.removed).toEqual([apiId('loans')]);
  });
});
