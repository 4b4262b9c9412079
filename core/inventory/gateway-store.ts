import type { GatewayAccount } from '../gateway/gateway-account.ts';
import type { GatewayApi, ListedApi } from '../gateway/gateway-api.ts';
import type { LastFacts, SweepProgress, SweepStore } from '../gateway/sweep-ports.ts';
import { DocumentNotFound, type Documents } from '../ports.ts';
import type { CollectBatch } from './collection-plan.ts';
import { cycleKeys, latestKeys } from './cycle-keys.ts';

type Store = Pick<Documents, 'getJson' | 'putJson'>;

/** The document, or undefined where there is none. */
export const ifStored = async <Value>(
  documents: Pick<Documents, 'getJson'>,
  key: string,
): Promise<Value | undefined> => {
  try {
    return await documents.getJson<Value>(key);
  } catch (error) {
    if (error instanceof DocumentNotFound) return undefined;
    throw error;
  }
};

/**
 * Where a sweep keeps what it read: with its cycle, which is the evidence of that cycle, and as the last facts, which
 * the next sweep starts from. The last facts are written second: killed in between, the cycle's are still there.
 */
export const gatewaySweepStore = (
  { cycleId, batchId, account, region }: CollectBatch,
  documents: Store,
): SweepStore => {
  const keys = cycleKeys(cycleId);
  const progress = keys.sweepProgress(batchId);
  return {
    progress: () => ifStored<SweepProgress>(documents, progress),
    saveProgress: async (value) => void (await documents.putJson(progress, value)),
    storedApi: (listed) => ifStored<GatewayApi>(documents, keys.gateway(listed)),
    async storeApi(api) {
      await documents.putJson(keys.gateway(api), api);
      // What is stale already says so, with the date of its facts: the last good ones stay the last good ones.
      if (!api.stale) await documents.putJson(latestKeys.gateway(api), api);
    },
    storedAccount: () => ifStored<GatewayAccount>(documents, keys.gatewayAccount(account, region)),
    async storeAccount(shared) {
      await documents.putJson(keys.gatewayAccount(account, region), shared);
      await documents.putJson(latestKeys.gatewayAccount(account, region), shared);
    },
  };
};

export const lastGatewayFacts = (
  { account, region }: CollectBatch,
  documents: Pick<Documents, 'getJson'>,
): LastFacts => ({
  api: (listed: ListedApi) => ifStored<GatewayApi>(documents, latestKeys.gateway(listed)),
  account: () => ifStored<GatewayAccount>(documents, latestKeys.gatewayAccount(account, region)),
});
