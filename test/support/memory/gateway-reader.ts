import type { GatewayApi } from '../../../core/gateway/gateway-api.ts';
import type { GatewayReader } from '../../../core/ports.ts';

export interface GatewayFaults {
  /** Kinds whose list is refused. */
  readonly lists?: readonly GatewayApi['kind'][];
  /** Ids that are listed and cannot be read. */
  readonly apis?: readonly string[];
}

class AccessDenied extends Error {
  override readonly name = 'AccessDeniedException';
}

/** One account and Region of API Gateway. Unknown ids are not found, as by the service. */
export const memoryGatewayReader = (
  apis: readonly GatewayApi[],
  faults: GatewayFaults = {},
): ((account: string, region: string) => GatewayReader) => {
  return (account, region) => {
    const here = apis.filter((api) => api.account === account && api.region === region);
    const list = async (kind: GatewayApi['kind']) => {
      if (faults.lists?.includes(kind)) throw new AccessDenied(`Not allowed to list ${kind} APIs.`);
      return here.filter((api) => api.kind === kind).map(({ gatewayId, name }) => ({ id: gatewayId, name }));
    };
    const read = async (kind: GatewayApi['kind'], id: string): Promise<GatewayApi> => {
      if (faults.apis?.includes(id)) throw new AccessDenied(`Not allowed to read ${id}.`);
      const api = here.find((one) => one.kind === kind && one.gatewayId === id);
      if (!api) throw new Error(`Invalid API identifier specified ${account}:${id}`);
      return api;
    };
    return {
      account,
      region,
      listRestApis: () => list('REST'),
      listHttpApis: () => list('HTTP'),
      readRestApi: (id) => read('REST', id),
      readHttpApi: (id) => read('HTTP', id),
      accountThrottle: async () => ({ rateLimit: 10_000, burstLimit: 5_000 }),
    };
  };
};
