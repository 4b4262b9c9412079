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

/** Reviews that are stored, by request key. */
const storedReviews = (states: Readonly<Record<string, string>>) => {
  const byId = new Map(
    Object.entries(states).map(([key, state]) => [exceptionIdFor(key), { review: { state } }]),
  );
  return { read: async (id: ReturnType<typeof exceptionIdFor>) => byId.get(id) as never };
};

test.each(['IN_REVIEW', 'CONDITIONAL', 'REJECTED', 'LAPSED'])(
  'a review that is %s is not started again',
  async (state) => {
    const reviews = storedReviews({ [requestKey]: state });
    expect(await run({ cycleId: cycle }, { ...(await world()), reviews })).toEqual({ started: 0 });
  },
);

test.each([
  ['REJECTED', 1],
  ['IN_REVIEW', 0],
])('a second request after one that is %s starts %d review', async (state, started) => {
  const made = await governanceWorld([files], {
    [requestKey]: 'api: files\n',
    'exceptions/files-2.yaml': 'api: files\n',
  });
  await made.catalogue.putTriage(triaged(files, 'review'));
  const reviews = storedReviews({ [requestKey]: state });
  expect(await run({ cycleId: cycle }, { ...made, reviews })).toEqual({ started });
  expect(made.workflows.started.map(({ input }) => input)).toEqual(
    started
      ? [
          {
            exceptionId: exceptionIdFor('exceptions/files-2.yaml'),
            requestKey: 'exceptions/files-2.yaml',
            cycleId: cycle,
          },
        ]
      : [],
  );
});

test('without a filed request nothing starts: its owner has a task', async () => {
  const made = await governanceWorld([files]);
  await made.catalogue.putTriage(triaged(files, 'owner-task'));
  expect(await run({ cycleId: cycle }, made)).toEqual({ started: 0 });
});
