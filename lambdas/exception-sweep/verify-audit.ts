import * as z from 'zod';
import { dynamoAuditTrail } from '../../aws/dynamodb/audit-trail.ts';
import { dynamoLedgers } from '../../aws/dynamodb/ledgers.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { type LedgerPorts, verifyLedgers } from '../../core/risk/verify-ledgers.ts';
import { task } from '../edge/task.ts';

export const input = z.object({});

export const run = (_event: z.output<typeof input>, ports: LedgerPorts) => verifyLedgers(ports);

export const handler = task(input, run, () => ({
  reviews: dynamoReviews(),
  ledgers: dynamoLedgers(),
  trail: dynamoAuditTrail(),
}));
