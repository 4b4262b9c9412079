import { expect, test } from '@jest/globals';
import { overviewKeys } from '../../../core/inventory/catalogue-overview.ts';
import { run } from '../../../lambdas/governance-cycle/publish-report.ts';
import { cycle, governanceWorld, record, triaged } from '../../support/governance-world.ts';
import { fixedClock } from '../../support/memory/clock.ts';
import { memoryDocuments } from '../../support/memory/documents.ts';
import { memoryStakeholders } from '../../support/memory/stakeholders.ts';

test('writes the report for people and its twin for machines, and returns counts only', async () => {
  const payments = record('payments');
  const world = await governanceWorld([payments]);
  await world.catalogue.putTriage(triaged(payments, 'none'));
  const reports = memoryDocuments();
  const result = await run(
    { cycleId: cycle },
    { ...world, reports, stakeholders: memoryStakeholders(), clock: fixedClock('2026-11-24T10:05:00.000Z') },
  );
  expect(result).toMatchObject({ key: `cycles/${cycle}/gatehouse-report.html`, apisFound: 1, conforming: 1 });
  expect(await reports.get(`cycles/${cycle}/gatehouse-report.html`)).toMatch(
    /^\s*<!doctype html>[\s\S]*payments/i,
  );
  expect(await reports.getJson(`cycles/${cycle}/gatehouse-report.json`)).toMatchObject({
    apis: [{ record: { name: { value: 'payments' } } }],
  });
  expect(await world.documents.getJson(overviewKeys.rows)).toMatchObject([
    { name: 'payments', verdict: 'conforming' },
  ]);
  expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(2048);
});
