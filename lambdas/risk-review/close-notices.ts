import * as z from 'zod';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { noticePorts } from '../../aws/mail/notices.ts';
import { exceptionId } from '../../core/identifiers.ts';
import type { NotifyPorts } from '../../core/risk/notify.ts';
import type { Reviews } from '../../core/risk/ports.ts';
import { closeNotices } from '../../core/risk/round-progress.ts';
import { logger } from '../edge/logger.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  exceptionId: z.string().min(1).transform(exceptionId),
  execution: z.string().min(1),
});

export const run = (
  event: z.output<typeof input>,
  ports: NotifyPorts & { reviews: Pick<Reviews, 'read' | 'advance'> },
) => closeNotices(event, ports);

export const handler = task(input, run, () => ({ ...noticePorts(logger), reviews: dynamoReviews() }));
