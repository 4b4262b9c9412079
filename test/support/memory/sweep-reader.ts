import { type GatewayApi, known, unread } from '../../../core/gateway/gateway-api.ts';
import type { SweepReader } from '../../../core/gateway/sweep-ports.ts';

export interface GatewayFaults {
  /** Kinds whose list is refused. */
  readonly lists?: readonly GatewayApi['kind'][];
  /** Ids that are listed and cannot be read. */
  readonly apis?: readonly string[];
}

/** One account and Region of API Gateway, as a sweep reads it. */
export const memorySweepReader = (
  apis: readonly GatewayApi[],
  faults: GatewayFaults = {},
): ((account: string, region: string) => SweepReader) => {
  return (account, region) => {
    const here = apis.filter((api) => api.account === account && api.region === region);
    const calls: Record<string, number> = {};
    const count = (operation: string): void => {
      calls[operation] = (calls[operation] ?? 0) + 1;
    };
    const denied = (call: string, about: string) => ({ call, reason: 'ACCESS_DENIED' as const, about });
    return {
      account,
      region,
      calls: () => ({ ...calls }),
      async list(family) {
        const kinds: readonly GatewayApi['kind'][] = family === 'REST' ? ['REST'] : ['HTTP', 'WEBSOCKET'];
        const call = family === 'REST' ? 'GetRestApis' : 'GetApis';
        count(call);
        if (kinds.some((kind) => faults.lists?.includes(kind)))
          return { value: unread('ACCESS_DENIED', 'refused'), failures: [denied(call, '')] };
        return { value: known(here.filter(({ kind }) => kinds.includes(kind))), failures: [] };
      },
      async readAccount() {
        count('GetAccount');
        const domains = here.flatMap((api) =>
          (api.domains.known ? api.domains.value : []).map((mapping) => ({
            ...mapping,
            apiId: api.gatewayId,
          })),
        );
        return {
          value: {
            account,
            region,
            settings: known({ throttle: { rateLimit: 10_000, burstLimit: 5_000 } }),
            domains: known(
              [...Map.groupBy(domains, ({ domainName }) => domainName)].map(([name, mappings]) => ({
                name,
                mutualTls: false,
                mappings: known(mappings),
                accessFrom: known([]),
              })),
            ),
            usagePlans: known([]),
            vpcLinks: known([]),
            clientCertificates: known([]),
            observedAt: '2026-11-24T10:00:00.000Z',
            calls: [],
          },
          failures: [],
        };
      },
      async readApi(listed) {
        count('GetStages');
        const api = here.find(({ gatewayId }) => gatewayId === listed.gatewayId);
        if (!api) throw new RangeError(`There is no API ${listed.gatewayId}.`);
        const facts = { ...api, observedAt: '2026-11-24T10:00:00.000Z' };
        if (!faults.apis?.includes(listed.gatewayId)) return { value: facts, failures: [] };
        const missing = unread('ACCESS_DENIED', 'refused');
        return {
          value: { ...facts, stages: missing, draft: missing },
          failures: [denied('GetStages', listed.gatewayId)],
        };
      },
    };
  };
};
