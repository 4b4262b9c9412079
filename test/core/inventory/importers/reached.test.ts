import { expect, test } from '@jest/globals';
import { type ReachedRequest, reachedApis } from '../../../../core/inventory/importers/reached.ts';

const context = { secret: () => undefined };
const request = (url: string, more: Partial<ReachedRequest> = {}): ReachedRequest => ({
  method: 'GET',
  url,
  status: 200,
  pointer: 'f#/0',
  ...more,
});

test('use is counted: requests, callers, and when it was last seen', () => {
  const [api] = reachedApis(
    [
      request('https://a.bank.example/x/1', { caller: 'one', at: '2026-11-20T10:00:00.000Z' }),
      request('https://a.bank.example/x/2', { caller: 'two', at: '2026-11-21T10:00:00.000Z' }),
      request('https://a.bank.example/x/3', { caller: 'one', at: '2026-11-19T10:00:00.000Z' }),
    ],
    context,
    'use',
    'f',
  );
  expect(api).toMatchObject({
    name: 'a.bank.example',
    routes: [{ method: 'GET', template: '/x/{xId}', controls: [] }],
    observedAt: '2026-11-21T10:00:00.000Z',
    support: { requests: 3, principals: 2 },
  });
});

test('a scan is never use', () => {
  const [api] = reachedApis([request('https://a.bank.example/x')], context, 'scan', 'f');
  expect(api).not.toHaveProperty('support');
});

test.each([
  [200, true, true],
  [302, true, true],
  [101, true, true],
  [401, false, true],
  [403, false, true],
  [400, false, false],
  [404, false, false],
  [405, false, false],
  [409, true, true],
  [422, true, true],
  [429, true, true],
  [500, true, true],
  [0, false, false],
])('%d shows an endpoint to use: %p, to a scan: %p', (status, use, scan) => {
  const found = (by: 'use' | 'scan') =>
    reachedApis([request('https://a.bank.example/x', { status })], context, by, 'f').length > 0;
  expect([found('use'), found('scan')]).toEqual([use, scan]);
});

test('hosts at and under the bank’s domains are kept, those that only end alike are not', () => {
  const hosts = ['bank.example', 'api.bank.example', 'notbank.example', 'bank.example.evil.example'];
  const apis = reachedApis(
    hosts.map((host) => request(`https://${host}/x`)),
    { ...context, ownedDomains: ['Bank.Example'] },
    'use',
    'f',
  );
  expect(apis.map(({ name }) => name)).toEqual(['bank.example', 'api.bank.example']);
});
