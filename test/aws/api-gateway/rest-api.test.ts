import { describe, expect, test } from '@jest/globals';
import { account, everything, payments, readerOf, region } from '../../support/gateway/reader-world.ts';
import { denied } from '../../support/gateway/wire.ts';

describe('a REST API', () => {
  test('its settings, and the policy without the extra escapes of GetRestApi', async () => {
    const { reader } = readerOf(everything);
    const api = await reader.readRestApi('a1b2c3d4e5');
    expect(api).toMatchObject({
      kind: 'REST',
      account,
      region,
      gatewayId: 'a1b2c3d4e5',
      name: 'payments',
      version: '2.1.0',
      endpointType: 'REGIONAL',
      tags: { owner: 'payments-team' },
      createdAt: '2025-10-09T08:53:20.000Z',
      disableExecuteApiEndpoint: { known: true, value: true },
    });
    expect(JSON.parse(api.resourcePolicy ?? '')).toMatchObject({ Statement: [{ Effect: 'Allow' }] });
  });

  test('the working copy in one call and not one per method', async () => {
    const { reader, requests } = readerOf(everything);
    const { draft } = await reader.readRestApi('a1b2c3d4e5');
    expect(requests.filter((one) => one.includes('/resources'))).toEqual([
      'GET /restapis/a1b2c3d4e5/resources?embed=methods&limit=500',
    ]);
    expect(requests.filter((one) => one.includes('/methods/'))).toEqual([]);
    expect(draft).toMatchObject({
      known: true,
      value: [
        {
          method: 'POST',
          path: '/payments',
          authorizationType: 'CUSTOM',
          authorizerId: 'auth01',
          requestValidatorId: 'val001',
          requestModels: { $default: 'Payment' },
          requestParameters: { 'method.request.header.x-idempotency-key': true },
          integration: { type: 'HTTP_PROXY', connectionType: 'VPC_LINK', timeoutMillis: 10000 },
        },
        { method: 'OPTIONS', integration: { type: 'MOCK' } },
      ],
    });
  });

  test('what its stages and the canary really serve; one call for a deployment that two stages serve', async () => {
    const { reader, requests } = readerOf(everything);
    const { stages } = await reader.readRestApi('a1b2c3d4e5');
    expect(stages).toMatchObject({
      known: true,
      value: [
        {
          name: 'prod',
          deploymentId: 'dep001',
          deployed: { known: true, value: [{ method: 'POST', authorizationType: 'CUSTOM' }, {}] },
          canary: {
            deploymentId: 'dep002',
            percentTraffic: 10,
            deployed: { known: true, value: [{ authorizationType: 'NONE', apiKeyRequired: true }] },
          },
          methodSettings: {
            '*/*': { throttlingRateLimit: 50 },
            '~1payments/POST': { throttlingBurstLimit: 20 },
          },
          accessLog: { destinationArn: expect.stringContaining('log-group:payments') },
        },
        { name: 'uat', deployed: { known: true } },
      ],
    });
    expect(requests.filter((one) => one.includes('/deployments/'))).toEqual([
      'GET /restapis/a1b2c3d4e5/deployments/dep001?embed=apisummary',
      'GET /restapis/a1b2c3d4e5/deployments/dep002?embed=apisummary',
    ]);
  });

  test('no value of a stage variable is kept', async () => {
    const { reader } = readerOf(everything);
    const apis = [await reader.readRestApi('a1b2c3d4e5'), await reader.readHttpApi('h1h2h3h4h5')];
    expect(JSON.stringify(apis)).not.toContain('s3cret-value');
  });

  test('pages are followed to their end', async () => {
    const { reader, requests } = readerOf({
      ...everything,
      [`${payments}/authorizers`]: ({ position }) =>
        position === 'two'
          ? { item: [{ id: 'b', name: 'b', type: 'TOKEN' }] }
          : { item: [{ id: 'a', name: 'a', type: 'TOKEN' }], position: 'two' },
    });
    const { authorizers } = await reader.readRestApi('a1b2c3d4e5');
    expect(authorizers).toMatchObject({ value: [{ id: 'a' }, { id: 'b' }] });
    expect(requests).toContain('GET /restapis/a1b2c3d4e5/authorizers?limit=500&position=two');
  });

  test.each([
    ['GetStages', `${payments}/stages`, 'stages'],
    ['GetResources', `${payments}/resources`, 'draft'],
    ['GetAuthorizers', `${payments}/authorizers`, 'authorizers'],
    ['GetRequestValidators', `${payments}/requestvalidators`, 'validators'],
    ['GetDomainNames', 'GET /domainnames', 'domains'],
  ] as const)('a refused %s is one unread fact and the others are read', async (call, line, part) => {
    const { reader } = readerOf({ ...everything, [line]: denied });
    const api = await reader.readRestApi('a1b2c3d4e5');
    expect(api[part]).toEqual({
      known: false,
      reason: 'ACCESS_DENIED',
      message: expect.stringContaining(call),
    });
    const parts = ['stages', 'draft', 'authorizers', 'validators', 'domains'] as const;
    expect(parts.filter((one) => !api[one].known)).toEqual([part]);
  });

  test('a deployment that is not told is unread; the draft does not stand in for it', async () => {
    const { reader } = readerOf({
      ...everything,
      [`${payments}/deployments/dep001`]: { body: { id: 'dep001', createdDate: 1761000000 } },
      [`${payments}/deployments/dep002`]: {
        body: { id: 'dep002', apiSummary: { '/payments': { POST: { apiKeyRequired: false } } } },
      },
    });
    const { stages } = await reader.readRestApi('a1b2c3d4e5');
    const unsupported = { known: false, reason: 'UNSUPPORTED' };
    expect(stages).toMatchObject({
      value: [{ deployed: unsupported, canary: { deployed: unsupported } }, {}],
    });
  });

  test('an endpoint that ignores embed=methods gives no empty methods', async () => {
    const { reader } = readerOf({
      ...everything,
      [`${payments}/resources`]: {
        body: { item: [{ id: 'r', path: '/payments', resourceMethods: { GET: {} } }] },
      },
    });
    expect((await reader.readRestApi('a1b2c3d4e5')).draft).toMatchObject({
      known: false,
      reason: 'UNSUPPORTED',
    });
  });

  test('every call is in the trail with its time', async () => {
    const { reader } = readerOf(everything);
    const { calls } = await reader.readRestApi('a1b2c3d4e5');
    expect(new Set(calls.map(({ call }) => call))).toEqual(
      new Set([
        'GetRestApi',
        'GetResources',
        'GetAuthorizers',
        'GetRequestValidators',
        'GetStages',
        'GetDeployment',
        'GetDomainNames',
        'GetBasePathMappings',
        'GetApiMappings',
      ]),
    );
    expect(calls.every(({ observedAt }) => observedAt === '2026-11-24T10:00:00.000Z')).toBe(true);
  });
});
