import { expect, test } from '@jest/globals';
import { renderReport } from '../../../core/report/governance-report.ts';
import { readGovernanceState } from '../../../core/report/report-source.ts';
import { DossierMismatch } from '../../../core/risk/read-review.ts';
import { exampleState } from '../../support/governance-example.ts';
import { memoryMigrations } from '../../support/memory/migrations.ts';
import {
  people,
  riskWorld,
  theCycle,
  theException,
  voteNow,
  withOpenRound,
} from '../../support/risk-world.ts';

const storedWorld = async () => {
  const world = riskWorld();
  await withOpenRound(world);
  const migrations = memoryMigrations();
  for (const migration of exampleState().migrations) await migrations.putEnded(migration);
  return { ...world, migrations };
};

test('reads everything that is stored, at one moment', async () => {
  const world = await storedWorld();
  await voteNow(world);
  const state = await readGovernanceState(world);
  expect(state.readAt).toBe('2026-11-24T08:00:00.000Z');
  expect(state.cycle?.cycleId).toBe(theCycle);
  expect(state.apis.map(({ record }) => record.name.value)).toEqual(['h2h-files']);
  expect(state.reviews.map(({ review, dossier }) => [review.state, dossier.exceptionId])).toEqual([
    ['CONDITIONAL', theException],
  ]);
  expect(state.migrations).toHaveLength(5);
  expect(state.stakeholders).toEqual(people);
  expect(renderReport(state)).toContain('The controls hold and the date is short enough.');
});

test('a dossier that is not the one decided on is no report', async () => {
  const world = await storedWorld();
  const stored = await world.reviews.read(theException);
  const key = stored?.review.dossierKey ?? '';
  await world.documents.putJson(key, {
    ...(await world.documents.getJson<object>(key)),
    justification: 'Changed.',
  });
  await expect(readGovernanceState(world)).rejects.toThrow(DossierMismatch);
});
