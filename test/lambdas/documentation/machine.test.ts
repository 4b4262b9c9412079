import { describe, expect, test } from '@jest/globals';
import { run as planDocuments } from '../../../lambdas/documentation/plan-documents.ts';
import { run as scoreDocument } from '../../../lambdas/documentation/score-document.ts';
import { run as summariseDocumentation } from '../../../lambdas/documentation/summarise-documentation.ts';
import { loadDefinition } from '../../../lib/asl.ts';
import { walk } from '../../support/asl-walk.ts';
import { cycle, type DiscoveryWorld, discoveryWorld, handedIn } from '../../support/discovery-world.ts';

type Run = (event: never, ports: DiscoveryWorld) => Promise<unknown>;

const document = async (records: readonly object[], score: Run = scoreDocument) => {
  const world = await discoveryWorld();
  await world.documents.putJson('cycles/cycle-1/catalogue.json', { records });
  const states: Readonly<Record<string, Run>> = {
    PlanDocuments: planDocuments,
    ScoreDocument: score,
    SummariseDocumentation: summariseDocumentation,
  };
  const walked = await walk(
    loadDefinition('documentation', 86_400),
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

const accounts = {
  apiId: 'accounts-1',
  documentKey: Object.keys(handedIn).find((key) => key.startsWith('specs/')),
};

describe('documentation', () => {
  test('scores every API of the catalogue', async () => {
    const { walked, counts } = await document([accounts, { apiId: 'cards-1' }]);
    expect(walked).toMatchObject({ status: 'SUCCEEDED', ended: 'SummariseDocumentation' });
    expect(counts).toMatchObject({ documentsScored: 1, apisUndocumented: 1, documentationUnknown: 0 });
  });

  test('an API whose scoring dies is unknown, and the others are scored', async () => {
    const dying: Run = (event, ports) =>
      (event as { apiId: string }).apiId === 'cards-1'
        ? Promise.reject(new Error('out of memory'))
        : scoreDocument(event, ports);
    const { walked, counts } = await document([accounts, { apiId: 'cards-1' }], dying);
    expect(walked.status).toBe('SUCCEEDED');
    expect(walked.visited).toContain('DocumentUnscored');
    expect(counts).toMatchObject({ documentsScored: 1, documentationUnknown: 1 });
  });

  test('an empty catalogue has nothing to score', async () => {
    const { walked } = await document([]);
    expect(walked.visited).toEqual(['PlanDocuments', 'HasApis', 'SummariseDocumentation']);
  });
});
