import type * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { type AssessmentPorts, assessBatch, assessInCycle } from '../../core/posture/cycle-assessment.ts';
import { task } from '../edge/task.ts';

export const input = assessBatch;

export const run = async (event: z.output<typeof input>, ports: AssessmentPorts) => ({
  apiId: event.apiId,
  counts: await assessInCycle(event, ports),
});

export const handler = task(input, run, () => ({
  catalogue: dynamoCatalogue(),
  documents: s3Documents(),
  clock: systemClock,
}));
