import { describe, expect, test } from '@jest/globals';
import { known, unread } from '../../../../core/gateway/gateway-api.ts';
import { cycleId } from '../../../../core/identifiers.ts';
import { resolveCatalogue } from '../../../../core/inventory/catalogue.ts';
import { gatewayOutline } from '../../../../core/inventory/resolution/gateway-outline.ts';
import { claim, functionUrl, lambdaUri, observedAt } from '../../../support/evidence.ts';
import { gatewayApi, mapping, operation, stage } from '../../../support/gateway-api.ts';

const leading = (path: string, name: string) => ({
  ...operation('GET', path),
  integration: { type: 'AWS_PROXY', uri: lambdaUri(name), timeoutMillis: 10 },
});
const apis = [
  gatewayApi('g1', 'pay', [leading('/a', 'pay'), leading('/b', 'pay')], {
    domains: known([mapping('api.test', 'pay')]),
    description: 'Pays.',
    tags: { owner: 'pay-team' },
    stages: known([stage([operation('GET', '/a'), operation('GET', '/old')])]),
  }),
  gatewayApi('g2', 'cards', [leading('/a', 'cards'), leading('/b', 'limits')], {
    confirmedAt: '2026-11-19T00:00:00.000Z',
    stale: { reason: 'THROTTLED', message: 'slow' },
  }),
  gatewayApi('g3', 'fx', [], { draft: unread('ACCESS_DENIED', 'no'), stages: unread('ACCESS_DENIED', 'no') }),
];

describe('a gateway API in outline', () => {
  test('resolves as the whole does', () => {
    const records = (gateways: typeof apis) =>
      resolveCatalogue({
        cycleId: cycleId('cycle-1'),
        observedAt,
        gateways,
        documents: [],
        claims: [
          claim('pay'),
          functionUrl('pay', 'a.lambda-url.r.on.aws'),
          functionUrl('cards', 'b.lambda-url.r.on.aws'),
        ],
        observed: [],
        partners: [],
        previous: [],
      });
    expect(records(apis.map(gatewayOutline))).toEqual(records(apis));
  });

  test('says each backend once and nothing of models and policies', () => {
    const [outline] = apis.map((api) =>
      gatewayOutline({ ...api, resourcePolicy: '{}', models: known([{ name: 'Large' }]) }),
    );
    expect(JSON.stringify(outline)).not.toMatch(/Large|resourcePolicy|timeoutMillis/);
    expect(JSON.stringify(outline?.draft).split('invocations')).toHaveLength(2);
  });
});
