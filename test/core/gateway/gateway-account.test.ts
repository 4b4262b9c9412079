import { describe, expect, test } from '@jest/globals';
import { type GatewayAccount, withLastKnown, withShared } from '../../../core/gateway/gateway-account.ts';
import { known, unread } from '../../../core/gateway/gateway-api.ts';
import { gatewayApi } from '../../support/gateway-api.ts';

const mapped = (domainName: string, apiId: string) => ({
  domainName,
  basePath: '(none)',
  stage: 'live',
  apiId,
});
const domain = (name: string, apiId: string) => ({
  name,
  mutualTls: false,
  mappings: known([mapped(name, apiId)]),
  accessFrom: known([]),
});
const shared: GatewayAccount = {
  account: '000000000000',
  region: 'us-east-1',
  settings: known({}),
  domains: known([domain('a.example', 'a1'), domain('b.example', 'b1')]),
  usagePlans: known([
    {
      id: 'p1',
      name: 'gold',
      apis: [
        { apiId: 'a1', stage: 'live', methodThrottles: {} },
        { apiId: 'b1', stage: 'live', methodThrottles: {} },
      ],
    },
    { id: 'p2', name: 'silver', apis: [{ apiId: 'b1', stage: 'live', methodThrottles: {} }] },
  ]),
  vpcLinks: known([]),
  clientCertificates: known([]),
  observedAt: '2026-11-24T10:00:00.000Z',
  calls: [
    { call: 'GetDomainNames', observedAt: '2026-11-24T10:00:00.000Z' },
    { call: 'GetBasePathMappings', observedAt: '2026-11-24T10:00:01.000Z', about: 'a' },
    { call: 'GetBasePathMappings', observedAt: '2026-11-24T10:00:02.000Z', about: 'b' },
  ],
};
const refused = unread('THROTTLED', 'GetBasePathMappings was throttled.');

describe('an API with what it shares with others', () => {
  test('has its own domains and plans, and each kind of call once', () => {
    const api = withShared(gatewayApi('a1', 'payments'), shared);
    expect(api.domains).toEqual(known([{ domainName: 'a.example', basePath: '(none)', stage: 'live' }]));
    expect(api.usagePlans).toEqual(
      known([{ id: 'p1', name: 'gold', stages: [{ stage: 'live', methodThrottles: {} }] }]),
    );
    expect(api.calls.map(({ call }) => call).sort()).toEqual([
      'GetBasePathMappings',
      'GetDomainNames',
      'GetRestApi',
    ]);
    expect(withShared(api, shared)).toEqual(api);
  });

  test('knows no domain when one of them could not be read: it may lead to it', () => {
    const api = withShared(gatewayApi('a1', 'payments'), {
      ...shared,
      domains: known([domain('a.example', 'a1'), { ...domain('b.example', 'b1'), mappings: refused }]),
    });
    expect(api.domains).toEqual({ ...refused, message: `b.example: ${refused.message}` });
  });
});

describe('a shared reading of which a part failed', () => {
  test('has the last known facts in its place, and says of which', () => {
    const read = {
      ...shared,
      domains: known([domain('a.example', 'z9'), { ...domain('b.example', 'b1'), mappings: refused }]),
      usagePlans: unread('ACCESS_DENIED', 'no'),
    };
    const whole = withLastKnown(read, shared);
    expect(whole.stale).toEqual(['b.example', 'usagePlans']);
    expect(whole.usagePlans).toEqual(shared.usagePlans);
    expect(whole.domains).toEqual(known([domain('a.example', 'z9'), domain('b.example', 'b1')]));
  });

  test('stays unread where nothing was known, or the endpoint has no such thing', () => {
    const read = { ...shared, vpcLinks: refused, usagePlans: unread('UNSUPPORTED', 'no') };
    expect(withLastKnown(read, { ...shared, vpcLinks: refused })).toEqual(read);
  });
});
