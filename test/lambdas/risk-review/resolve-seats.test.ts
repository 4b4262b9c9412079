import { expect, test } from '@jest/globals';
import { loadCase } from '../../../core/risk/load-case.ts';
import { input, run } from '../../../lambdas/risk-review/resolve-seats.ts';
import { people, riskWorld, subject, theException, withOpenRound } from '../../support/risk-world.ts';

const prepared = async () => {
  const world = riskWorld();
  const loaded = await loadCase(subject(), world);
  if (loaded.outcome !== 'READY') throw new Error(loaded.outcome);
  return { world, event: input.parse({ exceptionId: theException, dossierKey: loaded.dossierKey }) };
};

test('says that the seats can be filled', async () => {
  const { world, event } = await prepared();
  expect(await run(event, world)).toEqual({ outcome: 'FILLABLE', seats: 1 });
});

test('names the seat that nobody can fill', async () => {
  const { world, event } = await prepared();
  await world.stakeholders.replace(people.filter(({ seats }) => seats.length === 0));
  expect(await run(event, world)).toEqual({ outcome: 'UNFILLABLE', empty: ['RISK'] });
});

test('the seats of an open round stay as they were when it opened', async () => {
  const world = riskWorld();
  const { review } = await withOpenRound(world);
  await world.stakeholders.replace([]);
  expect(await run({ exceptionId: theException, dossierKey: review.dossierKey }, world)).toMatchObject({
    outcome: 'FILLABLE',
  });
});
