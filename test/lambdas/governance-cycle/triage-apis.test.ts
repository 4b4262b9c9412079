import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../../aws/policy.ts';
import { eligibilityPolicy } from '../../../core/inventory/eligibility.ts';
import { run } from '../../../lambdas/governance-cycle/triage-apis.ts';
import { cycle, governanceWorld, record } from '../../support/governance-world.ts';
import { said } from '../../support/provenanced.ts';

const home = { account: '000000000000', region: 'us-east-1' };
const policy = loadPolicy('eligibility', eligibilityPolicy);

test('every current API gets a verdict, counts are recorded, the sheet is kept', async () => {
  const files = record('files');
  const world = await governanceWorld([files, record('ledger')], { 'exceptions/files.yaml': 'api: Files\n' });
  const counts = await run({ cycleId: cycle }, { ...world, policy, home });
  expect(counts).toEqual({ key: `cycles/${cycle}/triage.json`, conforming: 0, nonconforming: 1, unknown: 1 });
  expect((await world.catalogue.results(files.apiId)).triage).toMatchObject({
    verdict: 'nonconforming',
    action: 'review',
  });
  expect((await world.cycles.get(cycle))?.counts).toMatchObject({ nonconforming: 1, unknown: 1 });
  expect(await world.documents.getJson<unknown[]>(`cycles/${cycle}/triage.json`)).toHaveLength(2);
});

test('an API that was proven to be gone is history: it gets no verdict', async () => {
  const gone = record('gone', { removedSince: 'cycle-1' });
  const world = await governanceWorld([gone, record('here')]);
  expect(await run({ cycleId: cycle }, { ...world, policy, home })).toMatchObject({
    unknown: 1,
    nonconforming: 0,
  });
  expect((await world.catalogue.results(gone.apiId)).triage).toBeUndefined();
});

test('a score of an earlier cycle says nothing of this one: unknown, not conforming', async () => {
  const api = record('accounts', {
    owner: said('team'),
    gateway: {
      kind: 'REST',
      account: '1',
      region: 'eu-west-1',
      gatewayId: 'a',
      stages: ['live'],
      domains: [],
    },
  });
  const world = await governanceWorld([api]);
  const old = {
    score: 95,
    grade: 'A' as const,
    gates: [],
    checks: [],
    nextBestFixes: [],
    rulesetVersion: '1',
    rulesetHash: 'h',
  };
  await world.catalogue.putDocumentation({
    ...old,
    apiId: api.apiId,
    cycleId: 'cycle-1' as typeof cycle,
    source: 'registry',
  });
  await run({ cycleId: cycle }, { ...world, policy, home });
  expect((await world.catalogue.results(api.apiId)).triage).toMatchObject({ verdict: 'unknown' });
});
