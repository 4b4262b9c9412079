import type * as z from 'zod';
import { gatewayReader } from '../../aws/api-gateway/gateway-reader.ts';
import { systemClock } from '../../aws/clock.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { collectSource } from '../../core/inventory/collect-source.ts';
import { collectBatch, collectors } from '../../core/inventory/collection-plan.ts';
import type { Clock, Documents, GatewayReader } from '../../core/ports.ts';
import { task } from '../edge/task.ts';

export const input = collectBatch;

export const run = async (
  event: z.output<typeof input>,
  ports: {
    gatewayReader: (account: string, region: string) => GatewayReader;
    documents: Pick<Documents, 'putJson'>;
    clock: Clock;
  },
) => {
  const reader = ports.gatewayReader(event.account, event.region);
  let read = 0;
  let unknown = 0;
  for (const collector of collectors) {
    const collected = await collectSource(event, collector, reader, ports.documents, ports.clock);
    read += collected.read;
    unknown += collected.unknown.length + (collected.unread === undefined ? 0 : 1);
  }
  return { batchId: event.batchId, read, unknown };
};

export const handler = task(input, run, () => ({
  gatewayReader,
  documents: s3Documents(),
  clock: systemClock,
}));
