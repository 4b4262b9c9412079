import { type SweepResult, sweepGateway } from '../gateway/sweep.ts';
import type { ApiFamily, SweepReader } from '../gateway/sweep-ports.ts';
import type { Clock, Documents, GatewayChanges } from '../ports.ts';
import type { Collected } from './collected.ts';
import type { CollectBatch } from './collection-plan.ts';
import { gatewaySweepStore, lastGatewayFacts } from './gateway-store.ts';

/** The collectors that sweep API Gateway; everything else is read in one go. */
const families: Partial<Record<CollectBatch['collector'], ApiFamily>> = {
  'rest-apis': 'REST',
  'http-apis': 'V2',
};

export const gatewayFamily = ({ collector }: Pick<CollectBatch, 'collector'>): ApiFamily | undefined =>
  families[collector];

export interface CollectGatewayPorts {
  readonly gatewayReader: (account: string, region: string) => SweepReader;
  readonly documents: Pick<Documents, 'getJson' | 'putJson'>;
  readonly changes: Pick<GatewayChanges, 'since'>;
  readonly clock: Clock;
  /** Days after which facts are read again, whatever is reported. */
  readonly maxAgeDays: number;
}

const stateOf = ({ listed, failures, stale }: SweepResult): Collected['state'] => {
  if (listed === undefined) return 'STALE';
  return failures.length > 0 || stale > 0 ? 'PARTIAL' : 'READ';
};

/**
 * Sweeps one family of one account and Region until the deadline. The APIs stand in their own documents.
 * @returns undefined while there is more to read
 */
export const collectGateway = async (
  batch: CollectBatch,
  family: ApiFamily,
  deadline: Date,
  ports: CollectGatewayPorts,
): Promise<Collected | undefined> => {
  const { account, region, collector, changeFeedSince } = batch;
  const oldest = new Date(ports.clock.now().getTime() - (ports.maxAgeDays + 1) * 86_400_000).toISOString();
  const changes = changeFeedSince
    ? { trustedFrom: changeFeedSince, marks: await ports.changes.since(oldest) }
    : undefined;
  const result = await sweepGateway({
    family,
    reader: ports.gatewayReader(account, region),
    last: lastGatewayFacts(batch, ports.documents),
    store: gatewaySweepStore(batch, ports.documents),
    ...(changes ? { changes } : {}),
    maxAgeDays: ports.maxAgeDays,
    deadline,
    clock: ports.clock,
  });
  if (!result.done) return undefined;
  return {
    source: collector,
    account,
    region,
    state: stateOf(result),
    ...(result.listed === undefined ? {} : { listed: result.listed }),
    read: result.read + result.reused,
    ...(result.listed === undefined ? {} : { readAt: ports.clock.now().toISOString() }),
    failures: result.failures,
    calls: result.calls,
    evidence: [],
  };
};
