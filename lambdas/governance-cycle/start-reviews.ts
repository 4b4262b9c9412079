import * as z from 'zod';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { sfnWorkflows } from '../../aws/step-functions/workflows.ts';
import { cycleId } from '../../core/identifiers.ts';
import { slugOf } from '../../core/inventory/api-record.ts';
import { currentRecords } from '../../core/inventory/current-records.ts';
import { filedExceptions } from '../../core/inventory/filed-exceptions.ts';
import type { Catalogue, Cycles, Intake, Workflows } from '../../core/ports.ts';
import { exceptionIdFor, reviewExecutionName } from '../../core/risk/exception-id.ts';
import { nextRequest } from '../../core/risk/next-request.ts';
import type { Reviews } from '../../core/risk/ports.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string().transform(cycleId) });

export const run = async (
  event: z.output<typeof input>,
  ports: {
    catalogue: Catalogue;
    intake: Intake;
    reviews: Pick<Reviews, 'read'>;
    workflows: Workflows;
    cycles: Cycles;
  },
) => {
  const filed = await filedExceptions(ports.intake);
  let started = 0;
  for (const record of currentRecords(await ports.catalogue.list())) {
    const { triage } = await ports.catalogue.results(record.apiId);
    if (triage?.action !== 'review') continue;
    const requestKey = await nextRequest(filed.get(slugOf(record.name.value)) ?? [], ports.reviews);
    if (!requestKey) continue;
    const exceptionId = exceptionIdFor(requestKey);
    await ports.workflows.start('risk-review', reviewExecutionName(exceptionId, event.cycleId), {
      exceptionId,
      requestKey,
      cycleId: event.cycleId,
    });
    started++;
  }
  await ports.cycles.record(event.cycleId, 'StartReviews', { reviewsStarted: started });
  return { started };
};

export const handler = task(input, run, () => ({
  catalogue: dynamoCatalogue(),
  intake: s3Intake(),
  reviews: dynamoReviews(),
  workflows: sfnWorkflows(),
  cycles: dynamoCycles(),
}));
