import { expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/risk-review/load-case.ts';
import { riskWorld, subject } from '../../support/risk-world.ts';

test('takes the ids of a case and answers with a key, not with the dossier', async () => {
  const answer = await run(input.parse(subject()), riskWorld());
  expect(Object.keys(answer).sort()).toEqual(['basis', 'dossierKey', 'outcome']);
  expect(JSON.stringify(answer).length).toBeLessThan(300);
});

test.each(['exceptionId', 'requestKey', 'cycleId', 'execution'])('refuses an event without %s', (field) => {
  expect(input.safeParse({ ...subject(), [field]: undefined }).success).toBe(false);
});
