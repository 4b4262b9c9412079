import { expect, test } from '@jest/globals';
import { exceptionIdFor, reviewExecutionName } from '../../../core/risk/exception-id.ts';
import { run } from '../../../lambdas/governance-cycle/start-reviews.ts';
import { cycle, governanceWorld, record, triaged } from '../../support/governance-world.ts';

const requestKey = 'exceptions/files.yaml';
const files = record('files');

const world = async () => {
  const made = await governanceWorld([files, record('other')], { [requestKey]: 'api: files\n' });
  await made.catalogue.putTriage(triaged(files, 'review'));
  return made;
};

test('starts one review for an API with a filed exception, named by request and cycle', async () => {
  const made = await world();
  expect(await run({ cycleId: cycle }, made)).toEqual({ started: 1 });
  const exceptionId = exceptionIdFor(requestKey);
  expect(made.workflows.started).toEqual([
    {
      machine: 'risk-review',
      name: reviewExecutionName(exceptionId, cycle),
      input: { exceptionId, requestKey, cycleId: cycle },
    },
  ]);
});

test('the step again starts nothing new', async () => {
  const made = await world();
  await run({ cycleId: cycle }, made);
  await run({ cycleId: cycle }, made);
  expect(made.workflows.started).toHaveLength(1);
});

test('a review that is stored goes on by itself, whatever became of it', async () => {
  const made = await world();
  const reviews = { read: async () => ({}) as never };
  expect(await run({ cycleId: cycle }, { ...made, reviews })).toEqual({ started: 0 });
});

test('without a filed request nothing starts: its owner has a task', async () => {
  const made = await governanceWorld([files]);
  await made.catalogue.putTriage(triaged(files, 'owner-task'));
  expect(await run({ cycleId: cycle }, made)).toEqual({ started: 0 });
});
