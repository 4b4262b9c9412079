import type { ObservedEndpoint } from '../traffic/endpoints.ts';
import type { Evidence } from './evidence.ts';

const latest = (endpoints: readonly ObservedEndpoint[]): string =>
  endpoints.reduce((last, { lastSeen = '' }) => (lastSeen > last ? lastSeen : last), '');

/** One row for each kind of log and host: what traffic says of an API as a whole. */
export const trafficEvidence = (observed: readonly ObservedEndpoint[], observedAt = ''): Evidence[] =>
  [
    ...Map.groupBy(observed, ({ source, host, gatewayId }) => `${source} ${host || gatewayId}`).values(),
  ].flatMap((endpoints) => {
    const [first] = endpoints;
    if (!first) return [];
    return {
      source: first.source,
      locator: first.host || (first.gatewayId ?? ''),
      ...(first.host ? { host: first.host } : {}),
      ...(first.gatewayId && !first.host ? { gatewayId: first.gatewayId } : {}),
      observedAt: latest(endpoints) || observedAt,
      confidence: Math.max(...endpoints.map((one) => one.confidence)),
      support: {
        requests: endpoints.reduce((sum, one) => sum + one.requests, 0),
        // Callers of several endpoints may be the same people: at least as many as the busiest has.
        principals: Math.max(...endpoints.map((one) => one.principals)),
      },
    };
  });
