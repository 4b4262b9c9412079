import type { GatewayApi } from '../gateway/gateway-api.ts';

/** Keys of one cycle's documents in the evidence bucket. */
export const cycleKeys = (cycleId: string) => {
  const root = `cycles/${cycleId}`;
  return {
    collectBatches: `${root}/plan/collect.json`,
    logBatches: `${root}/plan/logs.json`,
    scoreBatches: `${root}/plan/documentation.json`,
    gateways: `${root}/gateway/`,
    gateway: ({ kind, gatewayId }: Pick<GatewayApi, 'kind' | 'gatewayId'>) =>
      `${root}/gateway/${kind}-${gatewayId}.json`,
    collected: (batchId: string, collector: string) => `${root}/collect/${batchId}-${collector}.json`,
    traffic: (batchId: string) => `${root}/logs/${batchId}.json`,
    declarations: `${root}/declarations.json`,
    routes: `${root}/routes.json`,
    observed: `${root}/observed.json`,
    catalogue: `${root}/catalogue.json`,
    documentation: (apiId: string) => `${root}/documentation/${apiId}.json`,
    documentationFolder: `${root}/documentation/`,
    assessBatches: `${root}/plan/assessment.json`,
    assessment: (apiId: string) => `${root}/assessment/${apiId}.json`,
    assessmentFolder: `${root}/assessment/`,
  } as const;
};
