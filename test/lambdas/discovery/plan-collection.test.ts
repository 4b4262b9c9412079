import { describe, expect, test } from '@jest/globals';
import { collectors } from '../../../core/inventory/collectors/registry.ts';
import { input, run } from '../../../lambdas/discovery/plan-collection.ts';
import { cycle, discoveryWorld, handedIn } from '../../support/discovery-world.ts';

const plan = async (parts: Parameters<typeof discoveryWorld>[0] = {}) => {
  const world = await discoveryWorld(parts);
  const result = await run(input.parse({ cycleId: cycle }), world);
  return { world, result, read: <T>(key: string) => world.documents.getJson<T[]>(key) };
};

describe('PlanCollection', () => {
  test('writes one batch for each source of an account and Region and one for each log object', async () => {
    const { world, result, read } = await plan();
    expect(result).toEqual({
      batchesKey: 'cycles/cycle-1/plan/collect.json',
      batches: collectors.length - 1,
      logBatchesKey: 'cycles/cycle-1/plan/logs.json',
      logBatches: 3,
      importBatchesKey: 'cycles/cycle-1/plan/imports.json',
      importBatches: 0,
    });
    expect(await read(result.batchesKey)).toContainEqual({
      cycleId: cycle,
      batchId: '000000000000-us-east-1-rest-apis',
      account: '000000000000',
      region: 'us-east-1',
      collector: 'rest-apis',
      changeFeedSince: '',
      aggregator: '',
      domains: [],
    });
    expect(await read(result.logBatchesKey)).toContainEqual(
      expect.objectContaining({ cycleId: cycle, bucket: 'bank-logs', key: 'alb/1.log', format: 'alb' }),
    );
    expect((await world.cycles.get(cycle))?.counts).toEqual({
      accountsAndRegions: 1,
      sourcesPlanned: collectors.length - 1,
      logObjects: 3,
      artefacts: 0,
    });
  });

  test('without sources.yaml there is nothing to collect, and that is said', async () => {
    const { world, result } = await plan({ intake: {} });
    expect(result).toMatchObject({ batches: 0, logBatches: 0 });
    expect((await world.cycles.get(cycle))?.problems).toEqual([
      expect.objectContaining({
        file: 'sources.yaml',
        message: 'Nothing says which accounts and logs to read.',
      }),
    ]);
  });

  test('a prefix without objects and a bad entry are problems, and the rest is planned', async () => {
    const sources = `${handedIn['sources.yaml']}  - {bucket: bank-logs, prefix: none/, format: alb}\n  - {bucket: bank-logs, format: iis}\n`;
    const { world, result } = await plan({ intake: { 'sources.yaml': sources } });
    expect(result).toMatchObject({ batches: collectors.length - 1, logBatches: 3 });
    const problems = (await world.cycles.get(cycle))?.problems ?? [];
    expect(problems.map(({ line, message }) => line ?? message)).toEqual([
      6,
      'There is no log object under bank-logs/none/.',
    ]);
  });

  test('a bucket that may not be listed does not stop the others', async () => {
    const world = await discoveryWorld();
    const list = world.logObjects.list;
    const logObjects = {
      ...world.logObjects,
      list: async (bucket: string, prefix: string) => {
        if (prefix === 'alb/') throw Object.assign(new Error('secret detail'), { name: 'AccessDenied' });
        return list(bucket, prefix);
      },
    };
    expect(await run(input.parse({ cycleId: cycle }), { ...world, logObjects })).toMatchObject({
      logBatches: 2,
    });
    const [problem] = (await world.cycles.get(cycle))?.problems ?? [];
    expect(problem?.message).toBe(
      'bank-logs/alb/ could not be listed (AccessDenied); its traffic is unknown.',
    );
  });
});
