import * as z from 'zod';
import { systemClock } from '../../aws/clock.ts';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { exceptionId } from '../../core/identifiers.ts';
import type { Clock } from '../../core/ports.ts';
import type { Reviews } from '../../core/risk/ports.ts';
import { lapseRound } from '../../core/risk/round-progress.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  exceptionId: z.string().min(1).transform(exceptionId),
  execution: z.string().min(1),
});

export const run = (
  event: z.output<typeof input>,
  ports: { reviews: Pick<Reviews, 'read' | 'lapse'>; clock: Clock },
) => lapseRound(event, ports);

export const handler = task(input, run, () => ({ reviews: dynamoReviews(), clock: systemClock }));
