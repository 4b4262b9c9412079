import { describe, expect, test } from '@jest/globals';
import { everything, rates, readerOf } from '../../support/gateway/reader-world.ts';
import { denied } from '../../support/gateway/wire.ts';

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
