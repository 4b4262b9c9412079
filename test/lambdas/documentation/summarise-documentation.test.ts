import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/documentation/summarise-documentation.ts';
import { cycle, discoveryWorld } from '../../support/discovery-world.ts';

test('SummariseDocumentation counts the scores and says which API has none', async () => {
  const { documents, cycles } = await discoveryWorld();
  await documents.putJson('cycles/cycle-1/plan/documentation.json', [
    { apiId: 'a' },
    { apiId: 'b' },
    { apiId: 'c' },
    { apiId: 'd' },
  ]);
  const put = (apiId: string, result: object) =>
    documents.putJson(`cycles/cycle-1/documentation/${apiId}.json`, { apiId, ...result });
  await put('a', { source: 'registry', grade: 'A', gates: [] });
  await put('b', { source: 'none', grade: 'E', gates: [{ code: 'UNDOCUMENTED' }] });
  await put('c', { source: 'registry', grade: 'E', gates: [{ code: 'UNREADABLE' }] });
  const counts = {
    documentsScored: 2,
    apisUndocumented: 1,
    documentsUnreadable: 1,
    documentsPartnerReady: 1,
    documentationUnknown: 1,
  };
  expect(await run(input.parse({ cycleId: cycle }), { documents, cycles })).toEqual(counts);
  const row = await cycles.get(cycle);
  expect(row?.counts).toEqual(counts);
  expect(row?.problems).toEqual([expect.objectContaining({ file: 'd' })]);
});
