import { expect, test } from '@jest/globals';
import { flowControls, flowsAt } from '../../../../../core/inventory/importers/gravitee/flows.ts';

const step = (policy: string, configuration: unknown = {}) => ({ enabled: true, policy, configuration });
const http = (path: string, pathOperator: string, methods: readonly string[] = []) => [
  { type: 'HTTP', path, pathOperator, methods },
];
const flows = flowsAt(
  {
    value: {
      flows: [
        { selectors: http('/', 'STARTS_WITH'), request: [step('json-threat-protection')] },
        {
          selectors: http('/orders', 'STARTS_WITH', ['GET']),
          request: [step('rate-limit', { rate: { limit: 5 } })],
        },
        {
          selectors: http('/orders/:id', 'EQUALS'),
          request: [step('ip-filtering', { whitelistIps: ['10.0.0.0/8'] })],
        },
      ],
    },
    path: [],
    proofAt: () => 'api.json',
  },
  'V4',
);

const met = (method: string, path: string, isBestMatch: boolean) =>
  flowControls(flows, method, path, isBestMatch)
    .filter(({ effective }) => effective === 'yes')
    .map(({ control }) => control)
    .toSorted();

test.each([
  ['GET', '/orders/{id}', false, ['ip-allow-list', 'rate-limit', 'threat-limits']],
  ['GET', '/orders/{id}', true, ['ip-allow-list']],
  ['POST', '/orders/{id}', false, ['ip-allow-list', 'threat-limits']],
  ['GET', '/orders', true, ['rate-limit']],
  ['POST', '/orders', true, ['threat-limits']],
  ['GET', '/ordersets', false, ['threat-limits']],
  ['ANY', '/{proxy+}', false, ['threat-limits']],
])('%s %s, best match only: %s', (method, path, isBestMatch, controls) => {
  expect(met(method, path, isBestMatch)).toEqual(controls);
});
