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
      message: expect.stringContaining('x.example leads to APIs by routing rules'),
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
