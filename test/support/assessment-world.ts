import { type GatewayApi, known } from '../../core/gateway/gateway-api.ts';
import { apiId, cycleId } from '../../core/identifiers.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import { cycleKeys } from '../../core/inventory/cycle-keys.ts';
import { placementOf } from '../../core/inventory/gateway-claims.ts';
import { memoryCatalogue } from './memory/catalogue.ts';
import { fixedClock } from './memory/clock.ts';
import { memoryCycles } from './memory/cycles.ts';
import { memoryDocuments } from './memory/documents.ts';
import { goodApi, record } from './posture-subject.ts';

export const cycle = cycleId('cycle-1');
export const keys = cycleKeys(cycle);

export const payments = goodApi();
const gateway = placementOf(payments);

/** One API that was read, one that was not, one that is on no gateway. */
export const records: readonly ApiRecord[] = [
  { ...record, gateway },
  { ...record, apiId: apiId('cards-1'), gateway: { ...gateway, gatewayId: 'g9' } },
  { ...record, apiId: apiId('h2h-files-1') },
];

/** A cycle after its discovery. */
export const assessmentWorld = async (api: GatewayApi = payments) => {
  const world = {
    catalogue: memoryCatalogue(records),
    documents: memoryDocuments(),
    cycles: memoryCycles(),
    clock: fixedClock('2026-11-24T10:00:00Z'),
  };
  await world.cycles.start({
    cycleId: cycle,
    trigger: 'person',
    state: 'RUNNING',
    startedAt: '2026-11-24T09:00:00Z',
    counts: {},
    problems: [],
  });
  await world.documents.putJson(keys.gateway(api), api);
  await world.documents.putJson(keys.gatewayAccount(api.account, api.region), {
    settings: known({ throttle: { rateLimit: 10_000, burstLimit: 5_000 } }),
  });
  return world;
};
export type AssessmentWorld = Awaited<ReturnType<typeof assessmentWorld>>;
