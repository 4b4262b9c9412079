import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { setting } from '../../aws/settings.ts';
import { sfnReviewExecutions } from '../../aws/step-functions/review-executions.ts';
import { sfnWorkflows } from '../../aws/step-functions/workflows.ts';
import { type RecoverRoundsPorts, recoverRounds } from '../../core/risk/recover-rounds.ts';
import { task } from '../edge/task.ts';

export const input = z.object({});

export const run = (_event: z.output<typeof input>, ports: RecoverRoundsPorts) => recoverRounds(ports);

export const handler = task(input, run, () => ({
  reviews: dynamoReviews(),
  executions: sfnReviewExecutions(),
  workflows: sfnWorkflows(),
  clock: systemClock,
  tickSeconds: Number(setting('TICK_SECONDS')),
}));
