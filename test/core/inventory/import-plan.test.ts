import { expect, test } from '@jest/globals';
import { planImports } from '../../../core/inventory/import-plan.ts';
import { memoryIntake } from '../../support/memory/intake.ts';

test('a file is an artefact, a folder is one artefact whatever lies in it, and nothing else is read', async () => {
  const intake = memoryIntake({
    'imports/kong.yaml': '',
    'imports/apim/apis/a/policy.xml': '',
    'imports/apim/apis/b/policy.xml': '',
    'imports/bundle.zip': '',
    'specs/a.yaml': '',
  });
  const domains = ['bank.example'];
  expect(await planImports('cycle-1', intake, ['bank.example'])).toEqual([
    { cycleId: 'cycle-1', batchId: 'import-0001', key: 'imports/apim/', domains },
    { cycleId: 'cycle-1', batchId: 'import-0002', key: 'imports/bundle.zip', domains },
    { cycleId: 'cycle-1', batchId: 'import-0003', key: 'imports/kong.yaml', domains },
  ]);
});
