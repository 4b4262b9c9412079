import type { GatewayApi } from '../gateway/gateway-api.ts';
import type { InputProblem } from '../input-problem.ts';
import { inParallel } from '../parallel.ts';
import type { Documents } from '../ports.ts';
import { gatewayFamily } from './collect-gateway.ts';
import { type Collected, settleReading } from './collected.ts';
import type { CollectBatch } from './collection-plan.ts';
import { cycleKeys, latestKeys } from './cycle-keys.ts';
import { ifStored } from './gateway-store.ts';
import { gatewayOutline } from './resolution/gateway-outline.ts';

/** Documents of the evidence bucket that are read or written at once. */
const concurrency = 32;

const kindsOf = { REST: ['REST'], V2: ['HTTP', 'WEBSOCKET'] } as const;

/**
 * The last facts of a place that was not read in this cycle become facts of this cycle, so that its folder is whole:
 * those of a place that was not to be read as they are, those of one that could not be read marked stale.
 */
const carryGateways = async (
  batch: CollectBatch,
  stale: boolean,
  documents: Pick<Documents, 'getJson' | 'putJson' | 'list'>,
): Promise<void> => {
  const family = gatewayFamily(batch);
  if (!family) return;
  const keys = cycleKeys(batch.cycleId);
  for (const kind of kindsOf[family]) {
    const known = await documents.list(latestKeys.gateways(batch.account, batch.region, kind));
    await inParallel(known, concurrency, async (key) => {
      const api = await documents.getJson<GatewayApi>(key);
      // A sweep that broke off stored what it had read by then.
      if (await ifStored<GatewayApi>(documents, keys.gateway(api))) return;
      const message = 'Its place could not be read in this cycle.';
      await documents.putJson(
        keys.gateway(api),
        stale ? { ...api, stale: { reason: 'UNAVAILABLE', message } } : api,
      );
    });
  }
};

/** A batch without a result is a collector that died: what it said last stands, never an empty place. */
const collectedBy = async (
  batch: CollectBatch,
  carried: boolean,
  documents: Pick<Documents, 'getJson' | 'putJson' | 'list'>,
): Promise<Collected> => {
  const keys = cycleKeys(batch.cycleId);
  const reading = carried ? undefined : await ifStored<Collected>(documents, keys.collected(batch.batchId));
  if (reading && reading.state !== 'STALE') return reading;
  const last = await ifStored<Collected>(documents, latestKeys.collected(batch.batchId));
  if (carried && last) {
    await carryGateways(batch, false, documents);
    return last;
  }
  await carryGateways(batch, true, documents);
  return reading ?? settleReading(batch, undefined, last);
};

const problemsOf = (collected: Collected): InputProblem[] => {
  const { account, region, source, state, failures } = collected;
  const place = `${account}/${region} ${source}`;
  const fix = 'Look it up on the coverage page: it names the right or the service that is missing.';
  if (state === 'UNREAD' || state === 'STALE') {
    const [failure] = failures;
    const why = failure ? ` (${failure.call}: ${failure.reason})` : '';
    const rest = state === 'STALE' ? 'what was read last is used' : 'what is there is unknown';
    // A service that a Region does not have holds nothing there.
    if (failure?.reason === 'UNSUPPORTED') return [];
    return [{ file: place, message: `It could not be read${why}; ${rest}.`, fix }];
  }
  return failures.map(({ call, reason, about }) => ({
    file: place,
    message: `${about || 'A part'} could not be read (${call}: ${reason}).`,
    fix,
  }));
};

export interface CollectedSources {
  readonly collected: readonly Collected[];
  readonly gateways: readonly GatewayApi[];
  readonly problems: readonly InputProblem[];
}

/** Every source of this cycle with what is used of it, and every API gateway API in its cycle's own document. */
export const readCollected = async (
  cycleId: string,
  documents: Pick<Documents, 'getJson' | 'putJson' | 'list'>,
): Promise<CollectedSources> => {
  const keys = cycleKeys(cycleId);
  const collect = await documents.getJson<readonly CollectBatch[]>(keys.collectBatches);
  const carried = await documents.getJson<readonly CollectBatch[]>(keys.carriedBatches);
  const collected = [
    ...(await inParallel(collect, concurrency, (batch) => collectedBy(batch, false, documents))),
    ...(await inParallel(carried, concurrency, (batch) => collectedBy(batch, true, documents))),
  ];
  return {
    collected,
    gateways: await storedGateways(documents, cycleId),
    problems: collected.flatMap(problemsOf),
  };
};

/** Every API gateway API of a cycle, as it was read or kept: what names, places and routes need of it. */
export const storedGateways = async (
  documents: Pick<Documents, 'getJson' | 'list'>,
  cycleId: string,
): Promise<GatewayApi[]> =>
  inParallel(await documents.list(cycleKeys(cycleId).gateways), concurrency, async (key) =>
    gatewayOutline(await documents.getJson<GatewayApi>(key)),
  );

/** `account/region` of sources that could not be read whole: what they do not name may be there all the same. */
export const unreadPlaces = (collected: readonly Collected[]): string[] => [
  ...new Set(
    collected
      .filter(({ failures }) => failures.some(({ reason }) => reason !== 'UNSUPPORTED'))
      .map(({ account, region }) => `${account}/${region}`),
  ),
];
