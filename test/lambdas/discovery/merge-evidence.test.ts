import { describe, expect, test } from '@jest/globals';
import type { LogBatch } from '../../../core/inventory/log-plan.ts';
import type { ObservedEndpoint } from '../../../core/traffic/endpoints.ts';
import { input, run } from '../../../lambdas/discovery/merge-evidence.ts';
import { run as plan } from '../../../lambdas/discovery/plan-collection.ts';
import { run as readLog } from '../../../lambdas/discovery/read-log-object.ts';
import { cycle, discoveryWorld, type WorldParts } from '../../support/discovery-world.ts';

const merge = async (parts: WorldParts & { readonly leaveOut?: string } = {}) => {
  const world = await discoveryWorld(parts);
  const { logBatchesKey } = await plan({ cycleId: cycle }, world);
  await world.documents.putJson('cycles/cycle-1/routes.json', { doors: [], routes: [] });
  for (const batch of await world.documents.getJson<LogBatch[]>(logBatchesKey))
    if (batch.key !== parts.leaveOut) await readLog(batch, world);
  const result = await run(input.parse({ cycleId: cycle }), world);
  const observed = await world.documents.getJson<ObservedEndpoint[]>('cycles/cycle-1/observed.json');
  return { result, observed, cycle: await world.cycles.get(cycle) };
};

describe('MergeEvidence', () => {
  test('brings the log objects together into endpoints that traffic supports', async () => {
    const { result, observed, cycle: row } = await merge();
    expect(result).toEqual({
      logObjectsRead: 3,
      logLines: 8,
      logLinesUnparsed: 1,
      requests: 7,
      observedEndpoints: 3,
    });
    expect(observed.map(({ method, host, template }) => `${method} ${host}${template}`)).toEqual([
      'GET loans-legacy.demo-bank.test/loans/{loanId}',
      'GET api.demo-bank.test/accounts/{accountId}',
      'GET api.demo-bank.test/accounts/{accountId}/export',
    ]);
    expect(row?.counts).toMatchObject({ logLines: 8, logLinesUnparsed: 1 });
    expect(row?.problems).toEqual([
      expect.objectContaining({
        file: 'bank-logs/gateway/1.json',
        line: 3,
        message: 'The line is not JSON. It begins: broken',
      }),
    ]);
  });

  test('a log object without a state is told', async () => {
    const { result, cycle: row } = await merge({ leaveOut: 'alb/1.log' });
    expect(result).toMatchObject({ logObjectsRead: 2, observedEndpoints: 2 });
    expect(row?.problems).toContainEqual(expect.objectContaining({ file: 'bank-logs/alb/1.log' }));
  });

  test('no logs are no endpoints and no problem', async () => {
    const { result, observed } = await merge({ intake: {} });
    expect(result).toMatchObject({ logLines: 0, observedEndpoints: 0 });
    expect(observed).toEqual([]);
  });

  test('many bad lines are shown in part and counted in full', async () => {
    const { result, cycle: row } = await merge({ logs: { 'bank-logs/gateway/1.json': 'bad\n'.repeat(50) } });
    expect(result).toMatchObject({ logLinesUnparsed: 50 });
    expect(row?.problems.at(-1)?.message).toBe('30 more log lines could not be read.');
  });
});
