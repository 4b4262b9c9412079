import * as z from 'zod';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import type { Catalogue, Documents } from '../../core/ports.ts';
import { planAssessment } from '../../core/posture/cycle-assessment.ts';
import { task } from '../edge/task.ts';

export const input = z.object({ cycleId: z.string() });

export const run = (
  { cycleId }: z.output<typeof input>,
  { catalogue, documents }: { catalogue: Pick<Catalogue, 'list'>; documents: Pick<Documents, 'putJson'> },
) => planAssessment(cycleId, catalogue, documents);

export const handler = task(input, run, () => ({ catalogue: dynamoCatalogue(), documents: s3Documents() }));
