import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/documentation/plan-documents.ts';
import { memoryDocuments } from '../../support/memory/documents.ts';

test('PlanDocuments lists every API of the cycle’s catalogue, those without a document too', async () => {
  const documents = memoryDocuments();
  await documents.putJson('cycles/cycle-1/catalogue.json', {
    records: [{ apiId: 'accounts-1', documentKey: 'specs/accounts.yaml' }, { apiId: 'cards-1' }],
  });
  const result = await run(input.parse({ cycleId: 'cycle-1' }), { documents });
  expect(result).toEqual({ batchesKey: 'cycles/cycle-1/plan/documentation.json', batches: 2 });
  expect(await documents.getJson(result.batchesKey)).toEqual([
    { cycleId: 'cycle-1', apiId: 'accounts-1', documentKey: 'specs/accounts.yaml' },
    { cycleId: 'cycle-1', apiId: 'cards-1', documentKey: null },
  ]);
});
