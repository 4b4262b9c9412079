import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callAllowance } from '../../../core/gateway/call-allowance.ts';
import type { GatewayAccount } from '../../../core/gateway/gateway-account.ts';
import { type GatewayApi, known, unread } from '../../../core/gateway/gateway-api.ts';
import { planAccountReading, planReading } from '../../../core/gateway/plan-reading.ts';
import { gatewayApi } from '../../support/gateway-api.ts';

const observedAt = '2026-11-20T10:00:00.000Z';
const now = new Date('2026-11-24T10:00:00.000Z');
const whole: GatewayApi = gatewayApi('a1', 'payments', undefined, {
  models: known([]),
  gatewayResponses: known([]),
  documentationVersions: known([]),
  observedAt,
});
const feed = (marks: readonly { readonly gatewayId?: string; readonly at: string }[] = []) => ({
  trustedFrom: '2026-11-01T00:00:00.000Z',
  marks: marks.map((mark) => ({ account: whole.account, region: whole.region, ...mark })),
});
const plan = (last: GatewayApi | undefined, changes?: ReturnType<typeof feed>, maxAgeDays = 30) =>
  planReading({ listed: whole, last }, { changes, maxAgeDays, now });

describe('what a sweep does with an API', () => {
  test.each([
    ['that nobody read', undefined, feed(), { do: 'read', because: 'NEW' }],
    ['without a feed', whole, undefined, { do: 'confirm' }],
    ['that the feed does not name', whole, feed(), { do: 'reuse' }],
    [
      'that it names since the reading',
      whole,
      feed([{ gatewayId: 'a1', at: '2026-11-20T10:00:00Z' }]),
      { do: 'read', because: 'CHANGED' },
    ],
    [
      'that it names from before the reading',
      whole,
      feed([{ gatewayId: 'a1', at: '2026-11-20T09:59:59Z' }]),
      { do: 'reuse' },
    ],
    ['when another was changed', whole, feed([{ gatewayId: 'b2', at: now.toISOString() }]), { do: 'reuse' }],
    ['when domains were changed', whole, feed([{ at: now.toISOString() }]), { do: 'reuse' }],
    [
      'that is older than the feed',
      whole,
      { ...feed(), trustedFrom: '2026-11-21T00:00:00.000Z' },
      { do: 'confirm' },
    ],
    [
      'that is too old',
      { ...whole, observedAt: '2026-10-01T00:00:00.000Z' },
      feed(),
      { do: 'read', because: 'AGED' },
    ],
    ['with another name', { ...whole, name: 'old' }, feed(), { do: 'read', because: 'CHANGED' }],
    [
      'that was stale',
      { ...whole, stale: { reason: 'THROTTLED', message: '' } },
      feed(),
      { do: 'read', because: 'INCOMPLETE' },
    ],
    [
      'with a part that was refused',
      { ...whole, authorizers: unread('ACCESS_DENIED', '') },
      feed(),
      { do: 'read', because: 'INCOMPLETE' },
    ],
    [
      'with a part that its endpoint lacks',
      { ...whole, authorizers: unread('UNSUPPORTED', '') },
      feed(),
      { do: 'reuse' },
    ],
    ['with a part that was deferred', { ...whole, models: unread('DEFERRED', '') }, feed(), { do: 'reuse' }],
  ] as const)('%s', (_, last, changes, expected) => {
    expect(plan(last as GatewayApi | undefined, changes)).toEqual(expected);
  });

  test('an HTTP API whose last deployment failed is not incomplete: that is how it stands', () => {
    const stage = { name: 'live', methodSettings: {}, tags: {}, deployed: unread('STALE', 'failed') };
    const stages = known([stage]);
    const http: GatewayApi = { ...whole, kind: 'HTTP', deployments: known([]), stages };
    const changes = feed();
    expect(planReading({ listed: http, last: http }, { changes, maxAgeDays: 30, now })).toEqual({
      do: 'reuse',
    });
    expect(plan({ ...whole, stages }, changes)).toEqual({ do: 'read', because: 'INCOMPLETE' });
  });

  test('facts of before a part was collected are read again', () => {
    const { models: _, ...older } = whole;
    expect(plan(older, feed())).toEqual({ do: 'read', because: 'INCOMPLETE' });
  });

  test('a feed with gaps can only cost calls: it never makes reuse of what a mark names', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 })), (hours) => {
        const marks = hours.map((hour) => ({
          gatewayId: 'a1',
          at: new Date(Date.parse(observedAt) + hour * 3_600_000).toISOString(),
        }));
        const expected = hours.some((hour) => hour >= 0) ? 'read' : 'reuse';
        expect(plan(whole, feed(marks)).do).toBe(expected);
      }),
    );
  });
});

describe('what a sweep does with what all APIs share', () => {
  const shared: GatewayAccount = {
    account: whole.account,
    region: whole.region,
    settings: known({}),
    domains: known([]),
    usagePlans: known([]),
    vpcLinks: known([]),
    clientCertificates: known([]),
    observedAt,
    calls: [],
  };
  test.each([
    ['nobody read it', undefined, feed(), 'read'],
    ['there is no feed', shared, undefined, 'read'],
    ['nothing is reported', shared, feed(), 'reuse'],
    ['only an API is reported', shared, feed([{ gatewayId: 'a1', at: now.toISOString() }]), 'reuse'],
    ['something without an API is reported', shared, feed([{ at: now.toISOString() }]), 'read'],
    ['a part of it failed', { ...shared, usagePlans: unread('ACCESS_DENIED', '') }, feed(), 'read'],
    ['a part of it is of an older reading', { ...shared, stale: ['domains'] }, feed(), 'read'],
    ['it is too old', { ...shared, observedAt: '2026-10-01T00:00:00.000Z' }, feed(), 'read'],
  ] as const)('%s', (_, last, changes, expected) => {
    const plan = planAccountReading(last as GatewayAccount | undefined, { changes, maxAgeDays: 30, now });
    expect(plan).toBe(expected);
  });
});

test('ten calls an API pay for the lists and what is shared as well', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1200 }), fc.integer({ min: 0, max: 400 }), (listed, overhead) => {
      const allowed = Array.from({ length: listed }, (_, index) => callAllowance(index, overhead));
      expect(Math.min(...allowed)).toBeGreaterThanOrEqual(9);
      if (overhead <= listed)
        expect(allowed.reduce((sum, calls) => sum + calls, overhead)).toBeLessThanOrEqual(10 * listed);
    }),
  );
});
