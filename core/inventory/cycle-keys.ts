import type { GatewayApi } from '../gateway/gateway-api.ts';

/** Keys of one cycle's documents in the evidence bucket. */
export const cycleKeys = (cycleId: string) => {
  const root = `cycles/${cycleId}`;
  return {
    collectBatches: `${root}/plan/collect.json`,
    carriedBatches: `${root}/plan/carried.json`,
    importBatches: `${root}/plan/imports.json`,
    logBatches: `${root}/plan/logs.json`,
    scoreBatches: `${root}/plan/documentation.json`,
    gateways: `${root}/gateway/`,
    gateway: ({
      account,
      region,
      kind,
      gatewayId,
    }: Pick<GatewayApi, 'account' | 'region' | 'kind' | 'gatewayId'>) =>
      `${root}/gateway/${account}-${region}-${kind}-${gatewayId}.json`,
    gatewayAccount: (account: string, region: string) => `${root}/gateway-account/${account}-${region}.json`,
    sweepProgress: (batchId: string) => `${root}/collect-progress/${batchId}.json`,
    collected: (batchId: string) => `${root}/collect/${batchId}.json`,
    imported: (batchId: string) => `${root}/imports/${batchId}.json`,
    traffic: (batchId: string) => `${root}/logs/${batchId}.json`,
    declarations: `${root}/declarations.json`,
    routes: `${root}/routes.json`,
    observed: `${root}/observed.json`,
    observedPart: (part: number) => `${root}/observed/${String(part).padStart(5, '0')}.json`,
    catalogue: `${root}/catalogue.json`,
    documentation: (apiId: string) => `${root}/documentation/${apiId}.json`,
    documentationFolder: `${root}/documentation/`,
    assessBatches: `${root}/plan/assessment.json`,
    assessment: (apiId: string) => `${root}/assessment/${apiId}.json`,
    assessmentFolder: `${root}/assessment/`,
  } as const;
};

/**
 * What each source said last, over all cycles: where a source is silent this stands, with its own date. The bucket is
 * versioned, so that an older word can still be read.
 */
export const latestKeys = {
  collected: (batchId: string) => `inventory/collected/${batchId}.json`,
  gatewayAccount: (account: string, region: string) => `inventory/gateway-account/${account}-${region}.json`,
  imported: (key: string) => `inventory/imported/${encodeURIComponent(key)}.json`,
  /** Every API of one place that a gateway collector ever read. */
  gateways: (account: string, region: string, kind: string) =>
    `inventory/gateway/${account}-${region}-${kind}-`,
  gateway: ({
    account,
    region,
    kind,
    gatewayId,
  }: Pick<GatewayApi, 'account' | 'region' | 'kind' | 'gatewayId'>) =>
    `inventory/gateway/${account}-${region}-${kind}-${gatewayId}.json`,
} as const;
