import { afterEach, describe, expect, test } from '@jest/globals';
import { QuotaUnavailable } from '../../../aws/api-gateway/clients.ts';
import { AccountNotReachable, gatewayReader } from '../../../aws/api-gateway/gateway-reader.ts';
import { countingQuota, denied, recorded, testCredentials, wire } from '../../support/gateway/wire.ts';
import { fixedClock } from '../../support/memory/clock.ts';

const account = '111122223333';
const region = 'eu-central-1';
const payments = 'GET /restapis/a1b2c3d4e5';
const rates = 'GET /v2/apis/h1h2h3h4h5';

const readerOf = (answers: Parameters<typeof wire>[0]) => {
  const network = wire(answers);
  const quota = countingQuota();
  const reader = gatewayReader(account, region, {
    quota,
    clock: fixedClock('2026-11-24T10:00:00.000Z'),
    credentials: testCredentials,
    requestHandler: network.requestHandler as never,
  });
  return { reader, quota, requests: network.requests };
};
const everything = { ...recorded('payments'), ...recorded('rates') };

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

describe('domains', () => {
  test('mappings of both versions, with the policy that only version 1 knows', async () => {
    const { reader } = readerOf(everything);
    const rest = await reader.readRestApi('a1b2c3d4e5');
    expect(rest.domains).toEqual({
      known: true,
      value: expect.arrayContaining([
        {
          domainName: 'api.bank.example',
          basePath: 'payments',
          stage: 'prod',
          securityPolicy: 'TLS_1_2',
          mutualTls: true,
        },
        {
          domainName: 'api.bank.example',
          basePath: 'open/v2/payments',
          stage: 'uat',
          securityPolicy: 'TLS_1_2',
          mutualTls: true,
        },
      ]),
    });
    expect((await reader.readHttpApi('h1h2h3h4h5')).domains).toEqual({
      known: true,
      value: [
        {
          domainName: 'rates.bank.example',
          basePath: '(none)',
          stage: '$default',
          securityPolicy: 'SecurityPolicy_TLS13_1_2_PQ_2025_09',
          mutualTls: false,
        },
      ],
    });
  });

  test('are read once for all APIs of a reader', async () => {
    const { reader, requests } = readerOf(everything);
    await reader.readRestApi('a1b2c3d4e5');
    await reader.readHttpApi('h1h2h3h4h5');
    expect(requests.filter((one) => one.startsWith('GET /domainnames?'))).toHaveLength(1);
  });

  test('a domain with routing rules leaves every API unknown: a rule may lead anywhere', async () => {
    const { reader } = readerOf({
      ...everything,
      'GET /domainnames': {
        body: { item: [{ domainName: 'x.example', routingMode: 'ROUTING_RULE_THEN_BASE_PATH_MAPPING' }] },
      },
    });
    expect((await reader.readRestApi('a1b2c3d4e5')).domains).toMatchObject({
      known: false,
      reason: 'UNSUPPORTED',
      message: expect.stringContaining('x.example'),
    });
  });

  test('an endpoint without version 2 has no mappings of it; a refusal there hides some', async () => {
    const { 'GET /v2/domainnames/api.bank.example/apimappings': _, ...without } = everything;
    const { reader } = readerOf(without);
    expect((await reader.readRestApi('a1b2c3d4e5')).domains).toMatchObject({
      known: true,
      value: [{ basePath: 'payments' }],
    });
    const refused = readerOf({ ...everything, 'GET /v2/domainnames/api.bank.example/apimappings': denied });
    expect((await refused.reader.readRestApi('a1b2c3d4e5')).domains).toMatchObject({
      known: false,
      reason: 'ACCESS_DENIED',
    });
  });
});

describe('an HTTP API', () => {
  test('routes with their integrations, and what each stage serves', async () => {
    const { reader } = readerOf(everything);
    const api = await reader.readHttpApi('h1h2h3h4h5');
    expect(api).toMatchObject({ kind: 'HTTP', name: 'fx-rates', validators: { known: true, value: [] } });
    expect(api.draft).toMatchObject({
      value: [
        {
          method: 'GET',
          path: '/rates/{pair}',
          authorizationType: 'JWT',
          integration: { uri: 'https://rates.bank.internal/{pair}' },
        },
        {
          method: 'ANY',
          path: '$default',
          integration: { connectionType: 'VPC_LINK', tlsServerName: 'rates.bank.internal' },
        },
      ],
    });
    expect(api.stages).toMatchObject({
      value: [
        {
          name: '$default',
          autoDeploy: true,
          deployed: { known: true, value: [{ authorizationType: 'JWT' }, { authorizationType: 'NONE' }] },
          methodSettings: {
            '*/*': { throttlingRateLimit: 20 },
            '~1rates~1{pair}/GET': { throttlingBurstLimit: 10 },
          },
        },
        { name: 'frozen', deployed: { known: false, reason: 'UNSUPPORTED' } },
      ],
    });
  });

  test('a stage whose last deployment failed serves something older', async () => {
    const stage = {
      stageName: 'live',
      autoDeploy: true,
      lastDeploymentStatusMessage: 'Deployment attempt failed: bad route',
    };
    const { reader } = readerOf({ ...everything, [`${rates}/stages`]: { body: { items: [stage] } } });
    expect((await reader.readHttpApi('h1h2h3h4h5')).stages).toMatchObject({
      value: [{ deployed: { known: false, reason: 'STALE' } }],
    });
  });

  test('an error in one API does not drop the next', async () => {
    const { reader } = readerOf({
      ...everything,
      'GET /v2/apis/broken0000': { body: { apiId: 'broken0000', name: 'broken', protocolType: 'HTTP' } },
      'GET /v2/apis/broken0000/routes': denied,
      'GET /v2/apis/broken0000/integrations': { body: { items: [] } },
      'GET /v2/apis/broken0000/stages': denied,
    });
    const broken = await reader.readHttpApi('broken0000');
    expect([broken.draft.known, broken.stages.known, broken.authorizers.known]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await reader.readHttpApi('h1h2h3h4h5')).toMatchObject({
      name: 'fx-rates',
      stages: { known: true },
    });
  });
});

describe('lists', () => {
  test('REST APIs, and of version 2 only the HTTP ones', async () => {
    const { reader } = readerOf(everything);
    expect(await reader.listRestApis()).toEqual([{ id: 'a1b2c3d4e5', name: 'payments' }]);
    expect(await reader.listHttpApis()).toEqual([{ id: 'h1h2h3h4h5', name: 'fx-rates' }]);
  });

  test('the throttle of the account; unreadable is undefined, not a guess', async () => {
    expect(await readerOf(everything).reader.accountThrottle()).toEqual({
      rateLimit: 10000,
      burstLimit: 5000,
    });
    expect(await readerOf({ 'GET /account': denied }).reader.accountThrottle()).toBeUndefined();
  });

  test('an API that is not answered at all is thrown, so that its caller names it', async () => {
    const { reader } = readerOf({ ...everything, [payments]: denied });
    await expect(reader.readRestApi('a1b2c3d4e5')).rejects.toThrow('not authorized');
  });
});

describe('the quota', () => {
  test('every call takes its token, by the name of its operation', async () => {
    const { reader, quota, requests } = readerOf(everything);
    await reader.listRestApis();
    await reader.readRestApi('a1b2c3d4e5');
    expect(quota.taken).toHaveLength(requests.length);
    expect(quota.taken.slice(0, 3)).toEqual(
      ['GetRestApis', 'GetRestApi', 'GetResources'].map((one) => `${account} ${region} ${one}`),
    );
  });

  test('a retry takes a token too', async () => {
    const quota = countingQuota();
    const refusing = wire({
      'GET /account': {
        status: 429,
        error: 'TooManyRequestsException',
        body: { message: 'Too Many Requests' },
      },
    });
    const answering = wire(everything);
    const reader = gatewayReader(account, region, {
      quota,
      credentials: testCredentials,
      requestHandler: {
        handle: (request: never) =>
          (refusing.requests.length === 0 ? refusing : answering).requestHandler.handle(request),
      } as never,
    });
    expect(await reader.accountThrottle()).toEqual({ rateLimit: 10000, burstLimit: 5000 });
    expect(quota.taken).toHaveLength(2);
  });

  test('a table that fails is no answer of API Gateway: it is thrown, not taken for an unread fact', async () => {
    const denial = Object.assign(new Error('no'), {
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    const reader = gatewayReader(account, region, {
      quota: { take: () => Promise.reject(denial) },
      credentials: testCredentials,
      requestHandler: wire(everything).requestHandler as never,
    });
    await expect(reader.accountThrottle()).rejects.toThrow(QuotaUnavailable);
  });

  test('whoever counts calls is told of each', async () => {
    const calls: string[] = [];
    const reader = gatewayReader(account, region, {
      quota: countingQuota(),
      credentials: testCredentials,
      requestHandler: wire(everything).requestHandler as never,
      onCall: (operation) => calls.push(operation),
    });
    await reader.listRestApis();
    await reader.accountThrottle();
    expect(calls).toEqual(['GetRestApis', 'GetAccount']);
  });
});

describe('another account', () => {
  afterEach(() => {
    delete process.env.GOVERNANCE_CYCLE_MACHINE_ARN;
  });

  test("without a role in it is refused, and not answered with this account's APIs", async () => {
    process.env.GOVERNANCE_CYCLE_MACHINE_ARN = 'arn:aws:states:eu-central-1:999999999999:stateMachine:cycle';
    const network = wire(everything);
    const reader = gatewayReader(account, region, {
      quota: countingQuota(),
      requestHandler: network.requestHandler as never,
    });
    await expect(reader.listRestApis()).rejects.toThrow(AccountNotReachable);
    await expect(reader.readHttpApi('h1h2h3h4h5')).rejects.toThrow(AccountNotReachable);
    expect(network.requests).toEqual([]);
  });
});
