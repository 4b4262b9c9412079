import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { TrafficState } from '../../../core/traffic/traffic-state.ts';
import { input, run } from '../../../lambdas/discovery/read-log-object.ts';
import { cycle, discoveryWorld, logs } from '../../support/discovery-world.ts';
import { memoryLogObjects } from '../../support/memory/log-objects.ts';

const event = (key: string, format = 'api-gateway-json') =>
  input.parse({ cycleId: cycle, batchId: '00001', bucket: 'bank-logs', key, format });
const routes = {
  doors: [{ api: 'a', host: 'api.demo-bank.test', basePath: '/accounts', gatewayId: 'acc1' }],
  routes: [{ api: 'a', method: 'GET', template: '/{accountId}' }],
};
const world = async () => {
  const made = await discoveryWorld();
  await made.documents.putJson('cycles/cycle-1/routes.json', routes);
  return made;
};

describe('ReadLogObject', () => {
  test('leaves a traffic state that can be merged', async () => {
    const ports = await world();
    expect(await run(event('gateway/1.json'), ports)).toEqual({ batchId: '00001', lines: 3, unparsed: 1 });
    const state = await ports.documents.getJson<TrafficState>('cycles/cycle-1/logs/00001.json');
    expect(state.usages).toEqual([
      expect.objectContaining({ api: 'a', template: '/{accountId}', requests: 2, known: true }),
    ]);
    expect(state.unparsed.samples).toEqual([
      { file: 'bank-logs/gateway/1.json', line: 3, reason: 'The line is not JSON.', text: 'broken' },
    ]);
  });

  test('compressed objects are read as they are', async () => {
    const plain = await world();
    await run(event('gateway/1.json'), plain);
    const logObjects = memoryLogObjects({
      'bank-logs/gateway/1.json.gz': gzipSync(logs['bank-logs/gateway/1.json'] ?? ''),
    });
    const packed = { ...(await world()), logObjects };
    await run(event('gateway/1.json.gz'), packed);
    const read = (documents: typeof plain.documents) =>
      documents.getJson<TrafficState>('cycles/cycle-1/logs/00001.json');
    expect((await read(packed.documents)).usages).toEqual((await read(plain.documents)).usages);
  });

  test('an object that is gone fails the batch, so that the merge can say so', async () => {
    await expect(run(event('gateway/none.json'), await world())).rejects.toThrow('gateway/none.json');
  });

  test('a format that nobody reads is refused at the edge', () => {
    expect(() => event('x', 'iis')).toThrow();
  });
});
