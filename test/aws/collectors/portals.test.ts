import { describe, expect, test } from '@jest/globals';
import { collectPortals } from '../../../aws/collectors/portals.ts';
import { countingQuota, denied, testCredentials, wire } from '../../support/gateway/wire.ts';
import { fixedClock } from '../../support/memory/clock.ts';

const productArn = 'arn:aws:apigateway:eu-central-1:111122223333:/portalproducts/pp1';

const page = (id: string, method: string, path: string, stage = 'prod', restApiId = 'a1b2c3d4e5') => ({
  productRestEndpointPageArn: `${productArn}/productrestendpointpages/${id}`,
  productRestEndpointPageId: id,
  endpoint: `https://${restApiId}.execute-api.eu-central-1.amazonaws.com/${stage}${path}`,
  lastModified: '2026-10-01T00:00:00Z',
  status: 'AVAILABLE',
  tryItState: 'DISABLED',
  restEndpointIdentifier: { identifierParts: { method, path, restApiId, stage } },
});

const answers = {
  'GET /v2/portalproducts': {
    body: {
      items: [
        {
          portalProductArn: productArn,
          portalProductId: 'pp1',
          displayName: 'Payments',
          description: '',
          lastModified: '2026-10-01T00:00:00Z',
          tags: { owner: 'payments-team' },
        },
        {
          portalProductArn: 'arn:other',
          portalProductId: 'pp2',
          displayName: 'Draft',
          description: '',
          lastModified: '2026-10-01T00:00:00Z',
        },
      ],
    },
  },
  'GET /v2/portals': {
    body: {
      items: [
        {
          portalArn: 'arn:portal',
          portalId: 'p1',
          portalContent: { displayName: 'Partner hub' },
          authorization: { cognitoConfig: {} },
          publishStatus: 'PUBLISHED',
          includedPortalProductArns: [productArn],
        },
        {
          portalArn: 'arn:portal2',
          portalId: 'p2',
          portalContent: { displayName: 'Not out yet' },
          authorization: { none: {} },
          publishStatus: 'DISABLED',
          includedPortalProductArns: [productArn, 'arn:other'],
        },
      ],
    },
  },
  'GET /v2/portalproducts/pp1/productrestendpointpages': ({ nextToken }: Record<string, unknown>) =>
    nextToken === 'two'
      ? { items: [page('e3', 'GET', '/payments', 'uat')] }
      : { items: [page('e1', 'get', '/payments'), page('e2', 'POST', '/payments')], nextToken: 'two' },
  'GET /v2/portalproducts/pp2/productrestendpointpages': {
    body: { items: [page('e9', 'GET', '/fx', 'prod', 'other00000')] },
  },
};

const collect = (network: ReturnType<typeof wire>, rest: { readonly sample?: true } = {}) =>
  collectPortals({
    account: '111122223333',
    region: 'eu-central-1',
    clock: fixedClock('2026-11-24T10:00:00.000Z'),
    quota: countingQuota(),
    credentials: testCredentials,
    requestHandler: network.requestHandler as never,
    ...rest,
  });

describe('API Gateway portals', () => {
  test('lead to the API, with the methods of each stage that are published, and where', async () => {
    const { evidence, failures, listed, calls } = await collect(wire(answers));
    expect({ failures, listed }).toEqual({ failures: [], listed: 2 });
    expect(calls).toEqual({ ListPortalProducts: 1, ListPortals: 1, ListProductRestEndpointPages: 3 });
    expect(evidence[0]).toEqual({
      source: 'api-gateway-portal',
      account: '111122223333',
      region: 'eu-central-1',
      locator: `${productArn}#a1b2c3d4e5/prod`,
      gatewayId: 'a1b2c3d4e5',
      leadsTo: ['arn:aws:apigateway:eu-central-1::/restapis/a1b2c3d4e5'],
      operations: [
        { method: 'GET', template: '/payments', pointer: `${productArn}/productrestendpointpages/e1` },
        { method: 'POST', template: '/payments', pointer: `${productArn}/productrestendpointpages/e2` },
      ],
      owner: 'payments-team',
      note: 'The product Payments is published in Partner hub (after sign-in). It describes the stage prod.',
      observedAt: '2026-11-24T10:00:00.000Z',
      confidence: 0.7,
    });
    expect(evidence.map(({ locator }) => locator)).toEqual([
      `${productArn}#a1b2c3d4e5/prod`,
      `${productArn}#a1b2c3d4e5/uat`,
      'arn:other#other00000/prod',
    ]);
    expect(evidence[2]?.note).toContain('published in no portal');
  });

  test('a product that may not be read is a row with its right, and the others are read', async () => {
    const path = 'GET /v2/portalproducts/pp1/productrestendpointpages';
    const { evidence, failures } = await collect(wire({ ...answers, [path]: denied }));
    expect(failures).toEqual([
      {
        call: 'ListProductRestEndpointPages',
        reason: 'ACCESS_DENIED',
        about: productArn,
        right: 'apigateway:ListProductRestEndpointPages',
      },
    ]);
    expect(evidence).toHaveLength(1);
  });

  test('portals that may not be listed leave the audience unknown, not empty', async () => {
    const { evidence, failures } = await collect(wire({ ...answers, 'GET /v2/portals': denied }));
    expect(failures).toMatchObject([{ call: 'ListPortals', right: 'apigateway:ListPortals' }]);
    expect(evidence[0]?.note).toContain('not known in which portals');
  });

  test('a Region without portals says so; one without products asks for nothing more', async () => {
    expect(await collect(wire({}))).toMatchObject({
      evidence: [],
      failures: [{ call: 'ListPortalProducts', reason: 'UNSUPPORTED', about: '' }],
    });
    const { calls } = await collect(wire({ 'GET /v2/portalproducts': { body: { items: [] } } }));
    expect(calls).toEqual({ ListPortalProducts: 1 });
  });

  test('a sample looks at one product', async () => {
    expect((await collect(wire(answers), { sample: true })).evidence).toHaveLength(2);
  });
});
