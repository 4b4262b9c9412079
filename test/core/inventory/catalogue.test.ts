import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { known } from '../../../core/gateway/gateway-api.ts';
import { type ApiId, cycleId, personId } from '../../../core/identifiers.ts';
import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import {
  type CatalogueSources,
  resolveCatalogue,
  resolveInventory,
} from '../../../core/inventory/catalogue.ts';
import { diffCatalogue } from '../../../core/inventory/catalogue-diff.ts';
import type { Correction } from '../../../core/inventory/correction.ts';
import { currentRecords } from '../../../core/inventory/current-records.ts';
import { discoveryPolicy } from '../../../core/inventory/discovery-policy.ts';
import type { Evidence } from '../../../core/inventory/evidence.ts';
import type { SourceCoverage } from '../../../core/inventory/source-coverage.ts';
import { riskPolicy } from '../../../core/risk/policy.ts';
import { gatewayApi, mapping, operation } from '../../support/gateway-api.ts';
import { observed } from '../../support/observed.ts';

const observedAt = '2026-11-20T00:00:00.000Z';
const sources = (parts: Partial<CatalogueSources>): CatalogueSources => ({
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
const resolve = (parts: Partial<CatalogueSources>): readonly ApiRecord[] => resolveCatalogue(sources(parts));
const inventory = (parts: Partial<CatalogueSources>) => resolveInventory(sources(parts));
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
      // 0.9, a day old.
      confidence: 0.893,
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
        observed('GET', '/x', { api: 'gateway:000000000000/us-east-1/g1' }),
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
  const first = {
    gateways: [accounts('g1', 'accounts'), gatewayApi('g2', 'cards')],
    claims: [workshop('loans')],
  };
  const before = resolve(first);
  const apiId = (name: string) => before.find((record) => record.name.value === name)?.apiId;
  const again = (parts: Partial<CatalogueSources>) =>
    inventory({ cycleId: cycleId('cycle-2'), previous: before, ...parts });

  test('nothing changed, nothing said, whatever traffic did', () => {
    const records = before.map((record) => ({
      ...record,
      hosts: [...record.hosts].reverse(),
      endpoints: record.endpoints.map((one) => ({ ...one, requests: one.requests + 7, lastSeen: 'now' })),
    }));
    const nothing = { added: [], removed: [], unverified: [], changed: [], merged: [], split: [] };
    expect(diffCatalogue(before, { records, removed: [], unverified: [], merged: [], split: [] })).toEqual(
      nothing,
    );
    expect(diffCatalogue(before, again(first))).toEqual(nothing);
  });

  test('added, removed, changed, each field with both values', () => {
    const found = again({
      gateways: [{ ...accounts('g1', 'accounts'), tags: { owner: 'me' } }, gatewayApi('g3', 'fx')],
      claims: [workshop('loans')],
      observed: [observed('GET', '/x', { api: 'gateway:000000000000/us-east-1/g1' })],
    });
    const diff = diffCatalogue(before, found);
    expect(diff.added).toHaveLength(1);
    expect(diff.removed).toEqual([apiId('cards')]);
    expect(diff.changed).toEqual([
      {
        apiId: apiId('accounts'),
        fields: ['owner', 'endpoints'],
        changes: [{ field: 'owner', after: 'me' }],
        endpointsAdded: ['GET /x'],
        endpointsRemoved: [],
        statesChanged: [],
      },
    ]);
  });

  test('an endpoint in another state is said with both', () => {
    const document = {
      key: 'specs/c.yaml',
      apiName: 'cards',
      servers: [],
      operations: [{ method: 'GET', template: '/' }],
    };
    const { changed } = diffCatalogue(before, again({ ...first, documents: [document] }));
    expect(changed[0]?.changes).toEqual([{ field: 'documentKey', after: 'specs/c.yaml' }]);
    expect(changed[0]?.statesChanged).toEqual([
      { endpoint: 'GET /', before: 'undocumented', after: 'orphan' },
    ]);
  });
});

describe('what was known is never dropped in silence', () => {
  const host = 'loans-legacy.demo-bank.test';
  const before = resolve({
    gateways: [accounts('g1', 'accounts'), gatewayApi('g2', 'cards')],
    claims: [workshop('loans')],
    observed: [observed('GET', '/loans', { host, source: 'alb-access-log' })],
  });
  const id = (name: string) => before.find((record) => record.name.value === name)?.apiId;
  const later = (parts: Partial<CatalogueSources>) =>
    inventory({
      cycleId: cycleId('cycle-2'),
      observedAt: '2026-12-20T00:00:00.000Z',
      previous: before,
      ...parts,
    });
  const row = (state: SourceCoverage['state']): SourceCoverage => ({
    source: 'rest-apis',
    account: '000000000000',
    region: 'us-east-1',
    state,
    read: 0,
    failures: [],
  });

  test.each(['PARTIAL', 'STALE', 'UNREAD'] as const)('a place that is %s proves nothing gone', (state) => {
    const { records, removed, unverified } = later({ claims: [workshop('loans')], coverage: [row(state)] });
    expect(removed).toEqual([]);
    expect(unverified).toEqual([id('accounts'), id('cards'), id(host)].sort());
    expect(records.find(({ apiId }) => apiId === id('cards'))).toMatchObject({
      stale: ['000000000000/us-east-1 api-gateway-rest'],
      lastSeenCycle: 'cycle-1',
      endpoints: [{ state: 'undocumented' }],
    });
  });

  test('a place that was read in full proves it; a sheet that was taken back takes its statement back', () => {
    const { records, removed } = later({ coverage: [row('READ')] });
    expect(removed.map(({ apiId, removedSince }) => [apiId, removedSince])).toEqual(
      [id('accounts'), id('cards'), id('loans')].sort().map((one) => [one, 'cycle-2']),
    );
    expect(records.map(({ apiId }) => apiId)).toEqual([id(host)]);
  });

  test('traffic that is silent proves nothing; it fades', () => {
    const [record] = later({ coverage: [row('READ')] }).records;
    expect(record).toMatchObject({
      stale: [`${host} alb-access-log`],
      endpoints: [{ state: 'shadow', observed: true }],
    });
    expect(record?.confidence).toBeLessThan(0.75);
  });

  test('a place that is not read any more is silent', () => {
    const elsewhere = { ...row('READ'), account: '444455556666' };
    expect(later({ coverage: [elsewhere] }).unverified).toContain(id('cards'));
  });

  test('what was removed stays stored, and gets its id back when it is found again', () => {
    const { records, removed } = later({ coverage: [row('READ')] });
    const stored = [...records, ...removed];
    const quiet = resolveInventory(
      sources({ cycleId: cycleId('cycle-3'), previous: stored, coverage: [row('READ')] }),
    );
    expect(quiet.removed).toEqual([]);
    const back = resolve({
      cycleId: cycleId('cycle-3'),
      previous: stored,
      gateways: [gatewayApi('g2', 'cards')],
    });
    expect(back.find(({ apiId }) => apiId === id('cards'))).toMatchObject({ firstSeenCycle: 'cycle-1' });
    expect(back.find(({ apiId }) => apiId === id('cards'))).not.toHaveProperty('removedSince');
    expect(currentRecords(stored).map(({ apiId }) => apiId)).toEqual([id(host)]);
  });

  test('evidence that is old is said to be', () => {
    const claims = [workshop('x', { source: 'kong', locator: 'kong.yaml#/services/0', stale: true })];
    expect(resolve({ claims })[0]?.stale).toEqual(['kong.yaml kong']);
  });
});

describe('records that turn out to be one', () => {
  const kong = workshop('pay-kong', {
    source: 'kong',
    locator: 'kong.yaml#/a',
    host: 'api.bank.test',
    basePath: '/pay',
    confidence: 0.95,
  });
  const before = [
    ...resolve({ claims: [kong] }),
    ...resolve({ cycleId: cycleId('cycle-2'), gateways: [accounts('g1', 'accounts')] }),
  ];
  const [older, newer] = before.map(({ apiId }) => apiId) as [ApiId, ApiId];
  const [left, right] = [before[0]?.resources[0] ?? '', 'gateway:000000000000/us-east-1/g1'];
  const together: Correction = {
    correctionId: '1',
    kind: 'together',
    left,
    right,
    by: personId('https://id.test', 'anna'),
    at: observedAt,
    reason: 'They are.',
  };
  const given = { claims: [kong], gateways: [accounts('g1', 'accounts')] };
  const joined = inventory({
    ...given,
    cycleId: cycleId('cycle-3'),
    previous: before,
    corrections: [together],
  });

  test('keep the older id, and the other leads to it', () => {
    expect(joined.records.map(({ apiId }) => apiId)).toEqual([older]);
    expect(joined.records[0]).toMatchObject({ firstSeenCycle: 'cycle-1', merges: [{ kind: 'person' }] });
    expect(joined.merged).toEqual([{ from: newer, into: older }]);
    expect(joined.aliases).toEqual([{ from: newer, to: older, cycleId: 'cycle-3' }]);
    expect(joined.removed).toEqual([]);
  });

  test('come apart again when the correction is withdrawn: the difference says so, and no id is lost', () => {
    const parted = inventory({
      ...given,
      cycleId: cycleId('cycle-4'),
      previous: joined.records,
      aliases: joined.aliases,
    });
    expect(parted.records).toHaveLength(2);
    expect(parted.records.map(({ apiId }) => apiId)).toContain(older);
    expect(parted.split).toEqual([
      { from: older, into: [parted.records.find(({ apiId }) => apiId !== older)?.apiId] },
    ]);
    const inUse = new Set(parted.records.map(({ apiId }) => apiId));
    expect(parted.aliases.some(({ from }) => inUse.has(from))).toBe(false);
  });

  test('a field that was settled under the old id holds under the new one', () => {
    const { kind: _, left: __, right: ___, ...base } = together;
    const settle: Correction = {
      ...base,
      correctionId: '2',
      kind: 'settle',
      apiId: newer,
      field: 'owner',
      value: 'pay-team',
    };
    const { records } = inventory({
      ...given,
      cycleId: cycleId('cycle-4'),
      previous: joined.records,
      aliases: joined.aliases,
      corrections: [together, settle],
    });
    expect(records[0]?.owner).toMatchObject({
      value: 'pay-team',
      confidence: 1,
      settledBy: 'https://id.test|anna',
    });
  });
});

describe('who has to approve', () => {
  const tiers = riskPolicy.parse(parse(readFileSync('policy/risk.yaml', 'utf8'))).tier;
  test.each([
    [{ exposure: 'partner', dataClass: 'secret' }, 'HIGH'],
    [{ exposure: 'internal', dataClass: 'public' }, 'LOW'],
    [{ exposure: 'public', dataClass: 'internal' }, 'HIGH'],
    [{ exposure: 'public' }, undefined],
    [{ dataClass: 'secret' }, undefined],
  ] as const)('%j is %s', (facts, tier) => {
    expect(resolve({ claims: [workshop('x', facts)], tiers })[0]?.tier).toBe(tier);
  });
});

test('the policy that is delivered is what holds without a file', () => {
  expect(discoveryPolicy.parse(parse(readFileSync('policy/discovery.yaml', 'utf8')))).toEqual(
    discoveryPolicy.parse({}),
  );
});
