import { describe, expect, test } from '@jest/globals';
import { collectBatch } from '../../../core/inventory/collection-plan.ts';
import { evidenceOf } from '../../../core/inventory/evidence.ts';
import { input, run } from '../../../lambdas/discovery/collect-source.ts';
import { cycle, discoveryWorld, type WorldParts } from '../../support/discovery-world.ts';

const batch = (collector: string, over: object = {}) =>
  collectBatch.parse({
    cycleId: cycle,
    batchId: `000000000000-us-east-1-${collector}`,
    account: '000000000000',
    region: 'us-east-1',
    collector,
    changeFeedSince: '',
    aggregator: '',
    domains: [],
    ...over,
  });

const collect = async (
  collector: string,
  parts: WorldParts = {},
  world = discoveryWorld(parts),
  cycleId: string = cycle,
) => {
  const ports = await world;
  const result = await run(input.parse(batch(collector, { cycleId })), ports);
  const collected = await ports.documents
    .getJson(`cycles/${cycleId}/collect/000000000000-us-east-1-${collector}.json`)
    .catch(() => undefined);
  return { result, world: ports, collected };
};

const at = '2026-11-24T10:00:00.000Z';
const url = evidenceOf({ source: 'lambda-url', locator: 'arn:fn', apiName: 'hook', observedAt: at });

describe('CollectSource', () => {
  test('stores every API with its cycle and as the last that is known of it', async () => {
    const { result, world, collected } = await collect('rest-apis');
    expect(result).toEqual({ done: true, read: 1, unread: 0 });
    expect(await world.documents.list('cycles/cycle-1/gateway/')).toEqual([
      'cycles/cycle-1/gateway/000000000000-us-east-1-REST-acc1.json',
    ]);
    expect(await world.documents.list('inventory/gateway/')).toEqual([
      'inventory/gateway/000000000000-us-east-1-REST-acc1.json',
    ]);
    expect(collected).toMatchObject({ state: 'READ', source: 'rest-apis', listed: 1, read: 1 });
  });

  test('an API that cannot be read is a row with its reason; the rest goes on', async () => {
    const { result, collected } = await collect('rest-apis', { faults: { apis: ['acc1'] } });
    expect(result).toEqual({ done: true, read: 1, unread: 1 });
    expect(collected).toMatchObject({
      state: 'PARTIAL',
      listed: 1,
      failures: [{ call: 'GetStages', reason: 'ACCESS_DENIED', about: 'acc1' }],
    });
  });

  test('a list that is refused is stale, and nothing is written over what was known', async () => {
    const { world } = await collect('rest-apis');
    const before = await world.documents.getJson('inventory/collected/000000000000-us-east-1-rest-apis.json');
    const refused = await discoveryWorld({ faults: { lists: ['REST'] } });
    const { collected } = await collect(
      'rest-apis',
      {},
      Promise.resolve({ ...refused, documents: world.documents }),
      'cycle-2',
    );
    expect(collected).toMatchObject({ state: 'STALE', read: 0 });
    expect(
      await world.documents.getJson('inventory/collected/000000000000-us-east-1-rest-apis.json'),
    ).toEqual(before);
  });

  test('a large account is read in turns, none twice', async () => {
    const world = await discoveryWorld();
    let reads = 0;
    const slow = {
      ...world,
      gatewayReader: (account: string, region: string) => {
        const reader = world.gatewayReader(account, region);
        return {
          ...reader,
          readApi: async (...of: Parameters<typeof reader.readApi>) => {
            reads += 1;
            world.clock.advance(13 * 60);
            return reader.readApi(...of);
          },
        };
      },
    };
    const apis = Array.from({ length: 3 }, (_, index) => `acc${index + 1}`);
    const { gatewayApi, operation } = await import('../../support/gateway-api.ts');
    const { memorySweepReader } = await import('../../support/memory/sweep-reader.ts');
    world.gatewayReader = memorySweepReader(
      apis.map((id) => gatewayApi(id, id, [operation('GET', '/', 'NONE')])),
    );
    const turns: boolean[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const { done } = await run(input.parse(batch('rest-apis')), slow);
      turns.push(done);
      if (done) break;
    }
    expect(turns).toEqual([false, false, true]);
    expect(reads).toBe(3);
    expect(await world.documents.list('cycles/cycle-1/gateway/')).toHaveLength(3);
  });

  test('the same batch twice is read once, and a later failure does not stand over it', async () => {
    const { world } = await collect('rest-apis');
    const refused = await discoveryWorld({ faults: { lists: ['REST'] } });
    const { result } = await collect(
      'rest-apis',
      {},
      Promise.resolve({ ...refused, documents: world.documents }),
    );
    expect(result).toEqual({ done: true, read: 1, unread: 0 });
  });

  test('another service is read in one go, and what it said is kept', async () => {
    const reading = { evidence: [url], failures: [], listed: 1, calls: { ListFunctions: 1 }, observedAt: at };
    const { result, world } = await collect('lambda-urls', { readings: { 'lambda-urls': () => reading } });
    expect(result).toEqual({ done: true, read: 1, unread: 0 });
    expect(
      await world.documents.getJson('inventory/collected/000000000000-us-east-1-lambda-urls.json'),
    ).toMatchObject({ state: 'READ', evidence: [{ apiName: 'hook' }] });
  });

  test('a Region that is empty is read and empty', async () => {
    const { result, collected } = await collect('http-apis', {});
    expect(result).toMatchObject({ done: true, read: 1 });
    expect(collected).toMatchObject({ state: 'READ' });
  });
});
