import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoAttestations } from '../../aws/dynamodb/attestations.ts';
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { kmsLinkSigner } from '../../aws/kms/link-signer.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { type AskPorts, askQuestions } from '../../core/attestation/ask.ts';
import { attestationPolicy } from '../../core/attestation/policy.ts';
import { task } from '../edge/task.ts';

export const input = z.object({});

export const run = (_event: z.output<typeof input>, ports: AskPorts) => askQuestions(ports);

export const handler = task(input, run, () => ({
  attestations: dynamoAttestations(),
  catalogue: dynamoCatalogue(),
  reviews: dynamoReviews(),
  stakeholders: dynamoStakeholders(),
  signer: kmsLinkSigner(),
  policy: loadPolicy('attestation', attestationPolicy),
  clock: systemClock,
}));
