import type { GatewayAccount } from '../../../core/gateway/gateway-account.ts';
import type { GatewayApi, ListedApi } from '../../../core/gateway/gateway-api.ts';
import type { LastFacts, SweepProgress, SweepStore } from '../../../core/gateway/sweep-ports.ts';

type Copy = <T>(value: T) => T;

/** As the evidence bucket gives it back: what was put, written and parsed. */
const stored: Copy = (value) =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as typeof value);

const keyOf = ({ kind, gatewayId }: Pick<ListedApi, 'kind' | 'gatewayId'>) => `${kind}/${gatewayId}`;

/** The newest facts of every cycle of one account and Region. */
export const memoryLastFacts = () => {
  const apis = new Map<string, GatewayApi>();
  let account: GatewayAccount | undefined;
  const facts: LastFacts = {
    api: async (listed) => stored(apis.get(keyOf(listed))),
    account: async () => stored(account),
  };
  return {
    facts,
    apis,
    /** What a cycle stored is what the next one finds. */
    take(cycle: MemoryCycle): void {
      for (const [key, api] of cycle.apis) apis.set(key, api);
      account = cycle.account() ?? account;
    },
  };
};

/** One cycle in one account and Region; a store for each family's sweep. */
export const memoryCycle = () => {
  const apis = new Map<string, GatewayApi>();
  let account: GatewayAccount | undefined;
  return {
    apis,
    account: () => account,
    store(): SweepStore {
      let progress: SweepProgress | undefined;
      return {
        progress: async () => stored(progress),
        async saveProgress(next) {
          progress = stored(next);
        },
        storedApi: async (listed) => stored(apis.get(keyOf(listed))),
        async storeApi(api) {
          apis.set(keyOf(api), stored(api));
        },
        storedAccount: async () => stored(account),
        async storeAccount(shared) {
          account = stored(shared);
        },
      };
    },
  };
};
export type MemoryCycle = ReturnType<typeof memoryCycle>;
