import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCycles } from '../../aws/dynamodb/cycles.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { s3Intake } from '../../aws/s3/intake.ts';
import { setting } from '../../aws/settings.ts';
import { exceptionId } from '../../core/identifiers.ts';
import { type LoadCasePorts, loadCase } from '../../core/risk/load-case.ts';
import { riskPolicy } from '../../core/risk/policy.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  exceptionId: z.string().min(1).transform(exceptionId),
  requestKey: z.string().min(1),
  cycleId: z.string().min(1),
  execution: z.string().min(1),
});

export const run = (event: z.output<typeof input>, ports: LoadCasePorts) => loadCase(event, ports);

export const handler = task(input, run, () => ({
  reviews: dynamoReviews(),
  intake: s3Intake(),
  catalogue: dynamoCatalogue(),
  stakeholders: dynamoStakeholders(),
  documents: s3Documents(),
  cycles: dynamoCycles(),
  policy: loadPolicy('risk', riskPolicy),
  issuer: setting('OIDC_ISSUER'),
  clock: systemClock,
}));
