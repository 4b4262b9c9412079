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

  test('who decides about a caller, by what, and for how long', async () => {
    const { reader } = readerOf({
      ...everything,
      [`${payments}/authorizers`]: {
        body: {
          item: [
            {
              id: 'a1',
              name: 'lambda',
              type: 'REQUEST',
              authorizerUri: 'arn:aws:apigateway:eu-central-1:lambda:path/f/invocations',
              identitySource: 'method.request.header.A, context.identity.sourceIp',
              authorizerResultTtlInSeconds: 300,
            },
            {
              id: 'a2',
              name: 'pool',
              type: 'COGNITO_USER_POOLS',
              providerARNs: ['arn:aws:cognito-idp:eu-central-1:111122223333:userpool/p'],
              identitySource: 'method.request.header.Authorization',
            },
          ],
        },
      },
    });
    expect((await reader.readRestApi('a1b2c3d4e5')).authorizers).toEqual({
      known: true,
      value: [
        {
          id: 'a1',
          name: 'lambda',
          type: 'REQUEST',
          uri: 'arn:aws:apigateway:eu-central-1:lambda:path/f/invocations',
          identitySource: ['method.request.header.A', 'context.identity.sourceIp'],
          ttlSeconds: 300,
        },
        {
          id: 'a2',
          name: 'pool',
          type: 'COGNITO_USER_POOLS',
          providerArns: ['arn:aws:cognito-idp:eu-central-1:111122223333:userpool/p'],
          identitySource: ['method.request.header.Authorization'],
        },
      ],
    });
  });

  test('models, documentation, the answers that somebody changed, and the plans that limit it', async () => {
    const { reader } = readerOf({
      ...everything,
      [`${payments}/models`]: {
        body: {
          item: [{ id: 'm', name: 'Payment', contentType: 'application/json', schema: '{"type":"object"}' }],
        },
      },
      [`${payments}/gatewayresponses`]: {
        body: {
          item: [
            { responseType: 'THROTTLED', statusCode: '429', defaultResponse: true },
            {
              responseType: 'UNAUTHORIZED',
              statusCode: '401',
              defaultResponse: false,
              responseParameters: { 'gatewayresponse.header.WWW-Authenticate': "'Bearer'" },
            },
          ],
        },
      },
      [`${payments}/documentation/versions`]: {
        body: { item: [{ version: '2.1', createdDate: 1761000000 }] },
      },
      'GET /usageplans': {
        body: {
          item: [
            {
              id: 'p1',
              name: 'gold',
              apiStages: [
                {
                  apiId: 'a1b2c3d4e5',
                  stage: 'prod',
                  throttle: { '/payments/POST': { rateLimit: 1, burstLimit: 2 } },
                },
                { apiId: 'other00000', stage: 'prod' },
              ],
              throttle: { rateLimit: 10, burstLimit: 20 },
              quota: { limit: 1000, offset: 0, period: 'DAY' },
            },
            { id: 'p2', name: 'others', apiStages: [{ apiId: 'other00000', stage: 'prod' }] },
          ],
        },
      },
    });
    expect(await reader.readRestApi('a1b2c3d4e5')).toMatchObject({
      models: { value: [{ name: 'Payment', contentType: 'application/json', schema: '{"type":"object"}' }] },
      gatewayResponses: {
        value: [
          {
            type: 'UNAUTHORIZED',
            statusCode: '401',
            parameters: { 'gatewayresponse.header.WWW-Authenticate': "'Bearer'" },
          },
        ],
      },
      documentationVersions: { value: [{ version: '2.1', createdAt: '2025-10-20T22:40:00.000Z' }] },
      usagePlans: {
        value: [
          {
            id: 'p1',
            stages: [
              { stage: 'prod', methodThrottles: { '/payments/POST': { rateLimit: 1, burstLimit: 2 } } },
            ],
            throttle: { rateLimit: 10, burstLimit: 20 },
            quota: { limit: 1000, period: 'DAY' },
          },
        ],
      },
    });
  });

  test('a stage with its cache, certificate, firewall and the names of its variables', async () => {
    const stage = {
      stageName: 'prod',
      deploymentId: 'dep001',
      clientCertificateId: 'cert1',
      documentationVersion: '2.1',
      cacheClusterEnabled: true,
      cacheClusterSize: '0.5',
      webAclArn: 'arn:waf',
      createdDate: 1761000000,
      lastUpdatedDate: 1762000000,
      variables: { zeta: 's3cret-value', alpha: 's3cret-value' },
      methodSettings: { '*/*': { cachingEnabled: true, cacheTtlInSeconds: 60, cacheDataEncrypted: true } },
      canarySettings: {
        deploymentId: 'dep002',
        percentTraffic: 10,
        useStageCache: false,
        stageVariableOverrides: { zeta: 's3cret-value' },
      },
    };
    const { reader } = readerOf({ ...everything, [`${payments}/stages`]: { body: { item: [stage] } } });
    const { stages } = await reader.readRestApi('a1b2c3d4e5');
    expect(stages).toMatchObject({
      value: [
        {
          clientCertificateId: 'cert1',
          documentationVersion: '2.1',
          cache: { enabled: true, size: '0.5' },
          webAclArn: 'arn:waf',
          createdAt: '2025-10-20T22:40:00.000Z',
          lastUpdatedAt: '2025-11-01T12:26:40.000Z',
          variableNames: ['alpha', 'zeta'],
          methodSettings: { '*/*': { cachingEnabled: true, cacheTtlSeconds: 60, cacheDataEncrypted: true } },
          canary: { useStageCache: false, variableNames: ['zeta'] },
        },
      ],
    });
    expect(JSON.stringify(stages)).not.toContain('s3cret-value');
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
        'GetStages',
        'GetResources',
        'GetDeployment',
        'GetAuthorizers',
        'GetRequestValidators',
        'GetGatewayResponses',
        'GetModels',
        'GetDocumentationVersions',
        'GetAccount',
        'GetDomainNames',
        'GetBasePathMappings',
        'GetApiMappings',
        'GetUsagePlans',
        'GetVpcLinks',
        'GetClientCertificates',
      ]),
    );
    expect(calls.every(({ observedAt }) => observedAt === '2026-11-24T10:00:00.000Z')).toBe(true);
  });
});
