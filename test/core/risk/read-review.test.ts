import { expect, test } from '@jest/globals';
import { exceptionId } from '../../../core/identifiers.ts';
import {
  exceptionIdFor,
  recoveryExecutionName,
  reviewExecutionName,
} from '../../../core/risk/exception-id.ts';
import { DossierMismatch, listReviews, readReview } from '../../../core/risk/read-review.ts';
import { tasksFor } from '../../../core/risk/tasks.ts';
import { person, riskWorld, theException, withOpenRound } from '../../support/risk-world.ts';

test('a review comes with the dossier its round was opened on', async () => {
  const world = riskWorld();
  const { review } = await withOpenRound(world);
  const read = await readReview(theException, world);
  expect(read?.review).toEqual(review);
  expect(read?.dossier).toMatchObject({
    exceptionId: theException,
    gaps: [{ gapId: 'GAP-1' }, { gapId: 'GAP-2' }],
  });
  expect(await listReviews(world)).toEqual([read]);
  expect(await readReview(exceptionId('EX-none'), world)).toBeUndefined();
});

test('a dossier that was changed is not shown', async () => {
  const world = riskWorld();
  const { review } = await withOpenRound(world);
  const dossier = await world.documents.getJson<object>(review.dossierKey);
  await world.documents.putJson(review.dossierKey, { ...dossier, justification: 'Please.' });
  await expect(readReview(theException, world)).rejects.toThrow(DossierMismatch);
});

test('the stored bytes of a dossier may be laid out otherwise', async () => {
  const world = riskWorld();
  const { review } = await withOpenRound(world);
  const dossier = await world.documents.getJson<object>(review.dossierKey);
  await world.documents.put(
    review.dossierKey,
    JSON.stringify(Object.fromEntries(Object.entries(dossier).reverse())),
  );
  expect((await readReview(theException, world))?.dossier).toEqual(dossier);
});

test('a task is there for exactly as long as the round takes votes', async () => {
  const world = riskWorld();
  const { review } = await withOpenRound(world);
  const rita = person('rita');
  expect(await tasksFor(rita, world)).toHaveLength(1);
  world.clock.set(new Date(new Date(review.lapseAt).getTime() - 1).toISOString());
  expect(await tasksFor(rita, world)).toHaveLength(1);
  world.clock.set(review.lapseAt);
  expect(await tasksFor(rita, world)).toEqual([]);
});

test('a task row that the index still shows after the vote is left out', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  const [task] = await world.reviews.tasksOf(person('rita'));
  const stored = await world.reviews.read(theException);
  if (!task || !stored) throw new Error('There is no task.');
  const reviews = {
    tasksOf: async () => [task],
    read: async () => ({
      ...stored,
      review: { ...stored.review, state: 'REJECTED' as const, decidedAt: stored.review.openedAt },
    }),
  };
  expect(await tasksFor(person('rita'), { ...world, reviews })).toEqual([]);
});

test('a case number is stable, says nothing of the API, and makes names the service takes', () => {
  expect(exceptionIdFor('exceptions/h2h-files.yaml')).toBe(exceptionIdFor('exceptions/h2h-files.yaml'));
  expect(exceptionIdFor('exceptions/h2h-files.yaml')).not.toBe(exceptionIdFor('exceptions/other.yaml'));
  expect(theException).toMatch(/^EX-[0-9a-f]{10}$/);
  const longest = `cycle-${'x'.repeat(54)}`;
  for (const name of [reviewExecutionName(theException, longest), recoveryExecutionName(theException, 9999)])
    expect(name).toMatch(/^[A-Za-z0-9-]{1,80}$/);
  expect(reviewExecutionName(theException, 'cycle-a')).not.toBe(reviewExecutionName(theException, 'cycle-b'));
});
