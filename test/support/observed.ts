import type { ObservedEndpoint } from '../../core/traffic/endpoints.ts';

/** Traffic of two callers through the gateway, unless told otherwise. */
export const observed = (
  method: string,
  template: string,
  rest: Partial<ObservedEndpoint> = {},
): ObservedEndpoint => ({
  source: 'api-gateway-access-log',
  host: 'api.demo-bank.test',
  method,
  template,
  known: true,
  parameters: [],
  requests: 10,
  principals: 2,
  statuses: { '2xx': 10 },
  firstSeen: '2026-11-18T00:00:00.000Z',
  lastSeen: '2026-11-19T00:00:00.000Z',
  confidence: 0.9,
  ...rest,
});
