import { describe, expect, test } from '@jest/globals';
import { everything, readerOf } from '../../support/gateway/reader-world.ts';
import { denied } from '../../support/gateway/wire.ts';

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
          targets: ['d-abc.execute-api.eu-central-1.amazonaws.com'],
        },
        {
          domainName: 'api.bank.example',
          basePath: 'open/v2/payments',
          stage: 'uat',
          securityPolicy: 'TLS_1_2',
          mutualTls: true,
          targets: ['d-abc.execute-api.eu-central-1.amazonaws.com'],
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

  const ruled = (routingMode: string) => ({
    ...everything,
    'GET /domainnames': { body: { item: [{ domainName: 'x.example', routingMode }] } },
    'GET /domainnames/x.example/basepathmappings': {
      body: { item: [{ basePath: 'old', restApiId: 'a1b2c3d4e5', stage: 'prod' }] },
    },
    'GET /v2/domainnames/x.example/routingrules': {
      body: {
        routingRules: [
          {
            priority: 20,
            conditions: [{ matchBasePaths: { anyOf: ['pay', 'pay/v2'] } }],
            actions: [{ invokeApi: { apiId: 'a1b2c3d4e5', stage: 'uat', stripBasePath: true } }],
          },
          {
            priority: 10,
            conditions: [
              { matchHeaders: { anyOf: [{ header: 'x-version', valueGlob: 'beta*' }] } },
              { matchHeaders: { anyOf: [{ header: 'x-partner', valueGlob: '*' }] } },
            ],
            actions: [{ invokeApi: { apiId: 'a1b2c3d4e5', stage: 'prod' } }],
          },
        ],
      },
    },
  });
  const byHeaders = {
    domainName: 'x.example',
    basePath: '(none)',
    stage: 'prod',
    mutualTls: false,
    rule: { priority: 10, headers: [['x-version: beta*'], ['x-partner: *']], stripBasePath: false },
  };
  const byPath = (basePath: string) => ({
    domainName: 'x.example',
    basePath,
    stage: 'uat',
    mutualTls: false,
    rule: { priority: 20, headers: [], stripBasePath: true },
  });

  test('routing rules stand before the mappings, in the order of their priority', async () => {
    const { reader } = readerOf(ruled('ROUTING_RULE_THEN_BASE_PATH_MAPPING'));
    expect((await reader.readRestApi('a1b2c3d4e5')).domains).toEqual({
      known: true,
      value: [
        byHeaders,
        byPath('pay'),
        byPath('pay/v2'),
        { domainName: 'x.example', basePath: 'old', stage: 'prod', mutualTls: false },
      ],
    });
  });

  test('where only rules count, the mappings are neither asked for nor told', async () => {
    const { reader, requests } = readerOf(ruled('ROUTING_RULE_ONLY'));
    expect((await reader.readRestApi('a1b2c3d4e5')).domains).toMatchObject({
      value: [byHeaders, byPath('pay'), byPath('pay/v2')],
    });
    expect(requests.filter((one) => /mappings/.test(one))).toEqual([]);
  });

  test('rules that may not be read leave every API unknown: a rule may lead anywhere', async () => {
    const { reader } = readerOf({
      ...ruled('ROUTING_RULE_ONLY'),
      'GET /v2/domainnames/x.example/routingrules': denied,
    });
    expect((await reader.readRestApi('a1b2c3d4e5')).domains).toMatchObject({
      known: false,
      reason: 'ACCESS_DENIED',
      message: expect.stringContaining('x.example'),
    });
    const { failures } = await reader.readAccount();
    expect(failures).toContainEqual({
      call: 'ListRoutingRules',
      reason: 'ACCESS_DENIED',
      about: 'arn:aws:apigateway:eu-central-1::/domainnames/x.example',
      right: 'apigateway:ListRoutingRules',
    });
  });

  test('a private domain: who may reach it, and no question to version 2, which does not know it', async () => {
    const arn = 'arn:aws:apigateway:eu-central-1:111122223333:/domainnames/in.bank.example+dn1';
    const { reader, requests } = readerOf({
      ...everything,
      'GET /domainnames': {
        body: {
          item: [
            {
              domainName: 'in.bank.example',
              domainNameId: 'dn1',
              domainNameArn: arn,
              endpointConfiguration: { types: ['PRIVATE'] },
            },
          ],
        },
      },
      'GET /domainnames/in.bank.example/basepathmappings': ({ domainNameId }: Record<string, unknown>) =>
        domainNameId === 'dn1' ? { item: [{ restApiId: 'a1b2c3d4e5', stage: 'prod' }] } : {},
      'GET /domainnameaccessassociations': {
        body: { item: [{ domainNameArn: arn, accessAssociationSource: 'vpce-1' }] },
      },
    });
    expect((await reader.readAccount()).value.domains).toMatchObject({
      value: [
        {
          name: 'in.bank.example',
          id: 'dn1',
          endpointType: 'PRIVATE',
          mappings: { value: [{ apiId: 'a1b2c3d4e5', basePath: '(none)' }] },
          accessFrom: { known: true, value: ['vpce-1'] },
        },
      ],
    });
    expect(requests.filter((one) => one.includes('apimappings'))).toEqual([]);
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
