import type { PersonId } from '../identifiers.ts';
import type { Clock } from '../ports.ts';
import type { Reviews, ReviewTask } from './ports.ts';
import { openSeats } from './round.ts';

/**
 * What waits for one person, soonest due first. Task rows are found over an index that may lag; each is checked
 * against its review, so that a task is shown for exactly as long as its seat is open and the round takes votes.
 */
export const tasksFor = async (
  person: PersonId,
  ports: { readonly reviews: Pick<Reviews, 'tasksOf' | 'read'>; readonly clock: Clock },
): Promise<readonly ReviewTask[]> => {
  const open: ReviewTask[] = [];
  for (const task of await ports.reviews.tasksOf(person)) {
    const review = (await ports.reviews.read(task.exceptionId))?.review;
    const waits =
      review?.state === 'IN_REVIEW' &&
      review.round === task.round &&
      ports.clock.now() < new Date(review.lapseAt) &&
      openSeats(review.seats).some(
        ({ seat, candidates }) => seat === task.seat && candidates.includes(person),
      );
    if (waits) open.push(task);
  }
  return open;
};
