import { describe, expect, test } from '@jest/globals';
import { run as assessApi } from '../../../lambdas/assessment/assess-api.ts';
import { run as planAssessment } from '../../../lambdas/assessment/plan-assessment.ts';
import { run as summariseAssessment } from '../../../lambdas/assessment/summarise-assessment.ts';
import { loadDefinition } from '../../../lib/asl.ts';
import { walk } from '../../support/asl-walk.ts';
import { type AssessmentWorld, assessmentWorld, cycle } from '../../support/assessment-world.ts';
import { memoryCatalogue } from '../../support/memory/catalogue.ts';

type Run = (event: never, ports: AssessmentWorld) => Promise<unknown>;

const runMachine = async (world: AssessmentWorld, changed: Readonly<Record<string, Run>> = {}) => {
  const states: Readonly<Record<string, Run>> = {
    PlanAssessment: planAssessment,
    AssessApi: assessApi,
    SummariseAssessment: summariseAssessment,
    ...changed,
  };
  const walked = await walk(
    loadDefinition('assessment', 86_400),
    { cycleId: cycle },
    {
      functions: Object.fromEntries(
        Object.entries(states).map(([name, state]) => [name, (payload: never) => state(payload, world)]),
      ),
      readItems: (key) => world.documents.getJson(key),
      clock: world.clock,
    },
  );
  return { walked, counts: (await world.cycles.get(cycle))?.counts };
};

describe('assessment', () => {
  test('assesses every API of the catalogue', async () => {
    const { walked, counts } = await runMachine(await assessmentWorld());
    expect(walked).toMatchObject({ status: 'SUCCEEDED', ended: 'Assessed' });
    expect(counts).toMatchObject({ apisAssessed: 3, apisNotAssessed: 0 });
  });

  test('an API whose assessment dies is counted as not assessed, and the others are assessed', async () => {
    const dying: Run = (event, ports) =>
      (event as { apiId: string }).apiId === 'cards-1'
        ? Promise.reject(new Error('out of memory'))
        : assessApi(event, ports);
    const { walked, counts } = await runMachine(await assessmentWorld(), { AssessApi: dying });
    expect(walked.status).toBe('SUCCEEDED');
    expect(walked.visited).toContain('Unassessed');
    expect(counts).toMatchObject({ apisAssessed: 2, apisNotAssessed: 1 });
  });

  test('an empty catalogue has nothing to assess', async () => {
    const { walked } = await runMachine({ ...(await assessmentWorld()), catalogue: memoryCatalogue() });
    expect(walked.visited).toEqual(['PlanAssessment', 'AnyApis', 'SummariseAssessment', 'Assessed']);
  });

  test.each(['PlanAssessment', 'SummariseAssessment'])('fails by name when %s does', async (state) => {
    const dying: Run = () => Promise.reject(new Error('no table'));
    const { walked } = await runMachine(await assessmentWorld(), { [state]: dying });
    expect(walked).toMatchObject({ status: 'FAILED', ended: 'AssessmentFailed' });
  });
});
