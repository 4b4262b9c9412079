import { type CollectGatewayPorts, collectGateway, gatewayFamily } from './collect-gateway.ts';
import { type Collected, isWorthKeeping, settleReading } from './collected.ts';
import type { CollectBatch } from './collection-plan.ts';
import type { CollectorReading } from './collectors/collector.ts';
import { cycleKeys, latestKeys } from './cycle-keys.ts';
import { ifStored } from './gateway-store.ts';

export interface CollectSourcePorts extends CollectGatewayPorts {
  /** Reads one source of one account and Region that is no API gateway. */
  readonly collect: (batch: CollectBatch) => Promise<CollectorReading>;
}

/**
 * Reads one source of one account and Region and keeps what it said, for this cycle and as its last word.
 * @returns undefined while there is more to read: the same batch is to be started again
 */
export const collectSource = async (
  batch: CollectBatch,
  deadline: Date,
  ports: CollectSourcePorts,
): Promise<Collected | undefined> => {
  const { documents } = ports;
  const done = await ifStored<Collected>(documents, cycleKeys(batch.cycleId).collected(batch.batchId));
  // A repeated step does not read again what this cycle has, nor let a later failure stand over it.
  if (done && isWorthKeeping(done)) return done;
  const family = gatewayFamily(batch);
  const latest = latestKeys.collected(batch.batchId);
  const collected = family
    ? await collectGateway(batch, family, deadline, ports)
    : settleReading(batch, await ports.collect(batch), await ifStored<Collected>(documents, latest));
  if (!collected) return undefined;
  await documents.putJson(cycleKeys(batch.cycleId).collected(batch.batchId), collected);
  if (isWorthKeeping(collected)) await documents.putJson(latest, collected);
  return collected;
};
