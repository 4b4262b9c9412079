import type { Clock, Workflows } from '../ports.ts';
import { recoveryExecutionName } from './exception-id.ts';
import type { ReviewExecutions, Reviews, StoredReview } from './ports.ts';

export interface RecoverRoundsPorts {
  readonly reviews: Pick<Reviews, 'withWorkLeft' | 'read' | 'advance'>;
  readonly executions: ReviewExecutions;
  readonly workflows: Pick<Workflows, 'start'>;
  readonly clock: Clock;
  readonly tickSeconds: number;
}

/**
 * Starts the process again for every review that waits for nobody: its execution is gone, or it should have acted
 * more than a tick ago. The new execution becomes the holder before it starts, so that two never carry one round.
 */
export const recoverRounds = async (
  ports: RecoverRoundsPorts,
): Promise<{ readonly open: number; readonly recovered: number }> => {
  const found = await ports.reviews.withWorkLeft();
  let recovered = 0;
  for (const { review } of found) {
    const before = await ports.reviews.read(review.exceptionId);
    if (before && !before.closedAt && (await isStuck(before, ports)) && (await recover(before, ports)))
      recovered++;
  }
  return { open: found.length, recovered };
};

const isStuck = async (review: StoredReview, ports: RecoverRoundsPorts): Promise<boolean> => {
  const overdueAt = new Date(review.nextActionAt).getTime() + ports.tickSeconds * 1000;
  return ports.clock.now().getTime() > overdueAt || !(await ports.executions.isRunning(review.holder));
};

const recover = async (before: StoredReview, ports: RecoverRoundsPorts): Promise<boolean> => {
  const { exceptionId } = before.review;
  const version = before.version + 1;
  const holder = recoveryExecutionName(exceptionId, version);
  const committed = await ports.reviews.advance({ before, after: { ...before, version, holder } });
  if (committed === 'CONFLICT') return false;
  const { requestKey, cycleId } = before;
  await ports.workflows.start('risk-review', holder, { exceptionId, requestKey, cycleId });
  return true;
};
