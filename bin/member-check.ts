import type { Collector, CollectorContext } from '../aws/collectors/context.ts';
import { sampleHttpApis, samplePortals, sampleRestApis } from '../aws/collectors/gateway-samples.ts';
import { collectorById } from '../aws/collectors/index.ts';
import type { CollectorId, CollectorInfo, CollectorReading } from '../core/inventory/collectors/collector.ts';
import { collectors } from '../core/inventory/collectors/registry.ts';

/**
 * `works`: every call was answered. `denied`: a right is missing. `not-here`: the Region has no such service.
 * `failed`: it did not answer, which says nothing of the rights.
 */
export type CheckState = 'works' | 'denied' | 'not-here' | 'failed';

export interface CheckRow {
  readonly collector: CollectorId;
  readonly title: string;
  /** Region, or `global`. */
  readonly region: string;
  readonly state: CheckState;
  /** IAM actions that are missing; those of API Gateway with the path that they are missing on. */
  readonly missing: readonly string[];
  /** IAM actions that were used with success, and those that found nothing to be used on. */
  readonly used: readonly string[];
  readonly unused: readonly string[];
  /** What is not seen while it stays so; empty when it works. */
  readonly notSeen: string;
  /** Why it failed: the reason and the operation. */
  readonly failures: readonly string[];
}

/** Reads of one collector that cost little: one thing of each kind. */
const samples: Readonly<Record<CollectorId, Collector>> = {
  ...collectorById,
  'rest-apis': sampleRestApis,
  'http-apis': sampleHttpApis,
  portals: samplePortals,
};

const stateOf = ({ failures }: CollectorReading): CheckState => {
  if (failures.some(({ reason }) => reason === 'ACCESS_DENIED')) return 'denied';
  if (failures.some(({ reason, about }) => reason === 'UNSUPPORTED' && about === '')) return 'not-here';
  // A thing that was deleted while it was read is no fault.
  return failures.some(({ reason }) => reason !== 'STALE') ? 'failed' : 'works';
};

const actionOf = (info: CollectorInfo, operation: string): string =>
  info.actions.find((action) => action.endsWith(`:${operation}`)) ??
  (operation.startsWith('Get') ? 'apigateway:GET' : operation);

export const checkRow = (info: CollectorInfo, region: string, reading: CollectorReading): CheckRow => {
  const state = stateOf(reading);
  const missing = new Set(
    reading.failures.flatMap(({ right, about }) => {
      if (!right) return [];
      return about.startsWith('/') ? [`${right} on ${about}`] : [right];
    }),
  );
  const used = new Set(Object.keys(reading.calls).map((operation) => actionOf(info, operation)));
  const proven = state === 'works' || state === 'denied' ? [...used].filter((one) => !missing.has(one)) : [];
  return {
    collector: info.id,
    title: info.title,
    region: info.scope === 'account' ? 'global' : region,
    state,
    missing: [...missing].sort(),
    used: proven.sort(),
    unused: info.actions.filter((action) => !used.has(action)),
    notSeen: state === 'works' || state === 'not-here' ? '' : info.shows,
    failures: [...new Set(reading.failures.map(({ call, reason }) => `${reason} ${call}`))],
  };
};

/** One cheap reading of each collector in each Region, those of global services once. */
export const checkMember = async (
  context: Omit<CollectorContext, 'region' | 'sample'>,
  regions: readonly string[],
  progress: (line: string) => void,
): Promise<readonly CheckRow[]> => {
  const rows: CheckRow[] = [];
  for (const [index, region] of regions.entries()) {
    for (const info of collectors) {
      // The organization is read with the governance account's own rights.
      if (info.scope === 'organization' || (info.scope === 'account' && index > 0)) continue;
      progress(`${region}: ${info.title}`);
      rows.push(checkRow(info, region, await samples[info.id]({ ...context, region, sample: true })));
    }
  }
  return rows;
};
