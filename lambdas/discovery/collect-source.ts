import type * as z from 'zod';
import { gatewayReader } from '../../aws/api-gateway/gateway-reader.ts';
import { systemClock } from '../../aws/clock.ts';
import type { Collector } from '../../aws/collectors/context.ts';
import { collectorById } from '../../aws/collectors/index.ts';
import { dynamoGatewayChanges } from '../../aws/dynamodb/gateway-changes.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { memberCredentials } from '../../aws/sts/member-role.ts';
import { type CollectSourcePorts, collectSource } from '../../core/inventory/collect-source.ts';
import { type CollectBatch, collectBatch } from '../../core/inventory/collection-plan.ts';
import { discoveryPolicy } from '../../core/inventory/discovery-policy.ts';
import { task } from '../edge/task.ts';

export const input = collectBatch;

/** Of the fifteen minutes of a function: what one API more may take, with every call waiting for its token. */
const workMs = 12 * 60_000;

export const run = async (event: z.output<typeof input>, ports: CollectSourcePorts) => {
  const deadline = new Date(ports.clock.now().getTime() + workMs);
  const collected = await collectSource(event, deadline, ports);
  return {
    done: collected !== undefined,
    read: collected?.read ?? 0,
    unread: collected?.failures.length ?? 0,
  };
};

const collectorFor = (id: CollectBatch['collector']): Collector => {
  const collector = (collectorById as Partial<Record<typeof id, Collector>>)[id];
  if (!collector) throw new RangeError(`Nothing reads ${id}.`);
  return collector;
};

/** Reads with the environment's rights here, with the read-only role of the others elsewhere. */
const collect: CollectSourcePorts['collect'] = async (batch) => {
  const { collector, account, region, aggregator, domains } = batch;
  const credentials = memberCredentials(account);
  return collectorFor(collector)({
    account,
    region,
    clock: systemClock,
    ...(credentials ? { credentials } : {}),
    ...(aggregator ? { aggregator } : {}),
    mailDomains: domains,
  });
};

export const handler = task(input, run, () => ({
  gatewayReader: (account: string, region: string) => gatewayReader(account, region),
  collect,
  documents: s3Documents(),
  changes: dynamoGatewayChanges(),
  clock: systemClock,
  maxAgeDays: loadPolicy('discovery', discoveryPolicy).fullSweepDays,
}));
