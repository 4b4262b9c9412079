import { gatewayReader } from '../aws/api-gateway/gateway-reader.ts';
import { processQuota } from '../aws/api-gateway/process-quota.ts';
import { systemClock } from '../aws/clock.ts';
import type { Collector } from '../aws/collectors/context.ts';
import { collectorById } from '../aws/collectors/index.ts';
import { memberCredentials } from '../aws/sts/member-role.ts';
import type { GatewayAccount } from '../core/gateway/gateway-account.ts';
import type { GatewayApi } from '../core/gateway/gateway-api.ts';
import { sweepGateway } from '../core/gateway/sweep.ts';
import type { ApiFamily, SweepProgress } from '../core/gateway/sweep-ports.ts';
import { settleReading } from '../core/inventory/collected.ts';
import type { CollectorId, CollectorInfo } from '../core/inventory/collectors/collector.ts';
import { collectors } from '../core/inventory/collectors/registry.ts';
import type { Evidence } from '../core/inventory/evidence.ts';
import type { SourceCoverage } from '../core/inventory/source-coverage.ts';

/** What an account says. */
export interface LiveReading {
  readonly gateways: readonly GatewayApi[];
  readonly evidence: readonly Evidence[];
  readonly coverage: readonly SourceCoverage[];
}

interface Place {
  readonly account: string;
  readonly region: string;
}

const families: Partial<Record<CollectorId, ApiFamily>> = { 'rest-apis': 'REST', 'http-apis': 'V2' };

/** API Gateway from beginning to end: nothing was read before, and nobody else takes over. */
const sweep = async ({ account, region }: Place, family: ApiFamily, source: string): Promise<LiveReading> => {
  const gateways: GatewayApi[] = [];
  let progress: SweepProgress | undefined;
  let shared: GatewayAccount | undefined;
  const reader = gatewayReader(account, region, {
    // Beside a deployed governance table its shared bucket is used; a developer's shell keeps its own.
    ...(process.env.GOVERNANCE_TABLE ? {} : { quota: processQuota(systemClock) }),
  });
  const result = await sweepGateway({
    family,
    reader,
    last: { api: async () => undefined, account: async () => undefined },
    store: {
      progress: async () => progress,
      saveProgress: async (value) => {
        progress = value;
      },
      storedApi: async () => undefined,
      storeApi: async (api) => {
        gateways.push(api);
      },
      storedAccount: async () => shared,
      storeAccount: async (value) => {
        shared = value;
      },
    },
    maxAgeDays: 0,
    deadline: new Date(8.64e15),
    clock: systemClock,
  });
  const { listed, failures } = result;
  const state = listed === undefined ? 'UNREAD' : failures.length > 0 ? 'PARTIAL' : 'READ';
  return {
    gateways,
    evidence: [],
    coverage: [
      {
        source,
        account,
        region,
        state,
        ...(listed === undefined ? {} : { listed, readAt: systemClock.now().toISOString() }),
        read: result.read,
        failures,
      },
    ],
  };
};

const collect = async (
  place: Place,
  id: CollectorId,
  aggregator: string | undefined,
): Promise<LiveReading> => {
  const collector = (collectorById as Partial<Record<CollectorId, Collector>>)[id];
  if (!collector) throw new RangeError(`Nothing reads ${id}.`);
  const credentials = memberCredentials(place.account);
  const reading = await collector({
    ...place,
    clock: systemClock,
    ...(credentials ? { credentials } : {}),
    ...(aggregator ? { aggregator } : {}),
  });
  const { evidence, calls: _, ...coverage } = settleReading({ ...place, collector: id }, reading, undefined);
  return { gateways: [], evidence, coverage: [coverage] };
};

export interface LiveScope {
  readonly account: string;
  readonly regions: readonly string[];
  readonly collectors: readonly CollectorId[];
  /** Name of the AWS Config aggregator; without it that collector is left out. */
  readonly aggregator?: string;
}

/** Reads the account with the rights of the environment, one source after the other. A refusal is a row, and it goes on. */
export const readAccount = async (
  { account, regions, collectors: wanted, aggregator }: LiveScope,
  progress: (line: string) => void,
): Promise<LiveReading> => {
  const readings: LiveReading[] = [];
  const isRead = ({ id, scope }: CollectorInfo, regionIndex: number): boolean =>
    wanted.includes(id) &&
    // Global services and the organization are the same from everywhere.
    (scope === 'region' || regionIndex === 0) &&
    (id !== 'config-aggregator' || aggregator !== undefined);
  for (const [index, region] of regions.entries()) {
    for (const info of collectors.filter((one) => isRead(one, index))) {
      progress(`${region}: ${info.title}`);
      const family = families[info.id];
      const place = { account, region };
      readings.push(family ? await sweep(place, family, info.id) : await collect(place, info.id, aggregator));
    }
  }
  return {
    gateways: readings.flatMap(({ gateways }) => gateways),
    evidence: readings.flatMap(({ evidence }) => evidence),
    coverage: readings.flatMap(({ coverage }) => coverage),
  };
};
