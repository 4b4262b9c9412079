import { describe, expect, test } from '@jest/globals';
import { input, run } from '../../../lambdas/discovery/collect-source.ts';
import { cycle, discoveryWorld, type WorldParts } from '../../support/discovery-world.ts';

const batch = {
  cycleId: cycle,
  batchId: '000000000000-us-east-1',
  account: '000000000000',
  region: 'us-east-1',
};
const collect = async (parts: WorldParts = {}, event: object = batch) => {
  const world = await discoveryWorld(parts);
  const result = await run(input.parse(event), world);
  return {
    result,
    world,
    collected: (name: string) =>
      world.documents.getJson(`cycles/cycle-1/collect/000000000000-us-east-1-${name}.json`),
  };
};

describe('CollectSource', () => {
  test('stores every API as it was read, and what each collector saw', async () => {
    const { result, world, collected } = await collect();
    expect(result).toEqual({ batchId: batch.batchId, read: 2, unknown: 0 });
    expect(await world.documents.list('cycles/cycle-1/gateway/')).toEqual([
      'cycles/cycle-1/gateway/HTTP-fx1.json',
      'cycles/cycle-1/gateway/REST-acc1.json',
    ]);
    expect(await collected('rest-apis')).toMatchObject({
      listed: 1,
      read: 1,
      unknown: [],
      accountThrottle: { rateLimit: 10_000 },
    });
  });

  test('an API that cannot be read is a row with its name and reason; the rest goes on', async () => {
    const { result, collected } = await collect({ faults: { apis: ['acc1'] } });
    expect(result).toMatchObject({ read: 1, unknown: 1 });
    expect(await collected('rest-apis')).toMatchObject({
      listed: 1,
      read: 0,
      unknown: [
        {
          reason: 'AccessDeniedException',
          evidence: { gatewayId: 'acc1', apiName: 'accounts', source: 'api-gateway-rest' },
        },
      ],
    });
  });

  test('a kind whose list is refused does not hide the other', async () => {
    const { result, collected } = await collect({ faults: { lists: ['REST'] } });
    expect(result).toMatchObject({ read: 1, unknown: 1 });
    expect(await collected('rest-apis')).toEqual(
      expect.objectContaining({ unread: 'AccessDeniedException', read: 0 }),
    );
    expect(await collected('rest-apis')).not.toHaveProperty('listed');
    expect(await collected('http-apis')).toMatchObject({ read: 1 });
  });

  test('an empty Region is read and empty', async () => {
    const { result } = await collect({}, { ...batch, region: 'eu-central-1' });
    expect(result).toMatchObject({ read: 0, unknown: 0 });
  });
});
