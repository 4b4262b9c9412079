import { describe, expect, test } from '@jest/globals';
import type { StoredCatalogue } from '../../../core/inventory/stored-catalogue.ts';
import { input, run } from '../../../lambdas/discovery/write-catalogue.ts';
import { cycle, type DiscoveryWorld, discoveryWorld, gateways } from '../../support/discovery-world.ts';

const prepared = async () => {
  const world = await discoveryWorld();
  const root = 'cycles/cycle-1';
  for (const api of gateways)
    await world.documents.putJson(`${root}/gateway/${api.kind}-${api.gatewayId}.json`, api);
  const declarations = {
    observedAt: '2026-11-24T10:00:00.000Z',
    documents: [],
    claims: [],
    partners: [],
    unread: [],
  };
  await world.documents.putJson(`${root}/declarations.json`, declarations);
  await world.documents.putJson(`${root}/observed.json`, []);
  return world;
};
const write = (world: Pick<DiscoveryWorld, 'catalogue' | 'documents' | 'cycles'>) =>
  run(input.parse({ cycleId: cycle }), world);
const stored = (world: DiscoveryWorld) =>
  world.documents.getJson<StoredCatalogue>('cycles/cycle-1/catalogue.json');

describe('WriteCatalogue', () => {
  test('puts every API and keeps the cycle’s catalogue with its difference', async () => {
    const world = await prepared();
    expect(await write(world)).toMatchObject({
      apisFound: 2,
      apisOnGateway: 2,
      apisWithoutOwner: 2,
      apisAdded: 2,
    });
    const records = await world.catalogue.list();
    expect(records.map(({ name }) => name.value)).toEqual(['accounts', 'fx-rates']);
    expect((await stored(world)).diff.added).toHaveLength(2);
    expect((await world.cycles.get(cycle))?.counts).toMatchObject({ apisFound: 2, shadowEndpoints: 0 });
  });

  test('a try that broke off is finished by the next one with the same difference', async () => {
    const world = await prepared();
    let puts = 0;
    const failing = {
      ...world.catalogue,
      put: async (record: Parameters<typeof world.catalogue.put>[0]) => {
        if (++puts > 1) throw new Error('cut');
        await world.catalogue.put(record);
      },
    };
    await expect(write({ ...world, catalogue: failing })).rejects.toThrow('cut');
    const before = await stored(world);
    expect(await write(world)).toMatchObject({ apisAdded: 2 });
    expect(await stored(world)).toEqual(before);
    expect(await world.catalogue.list()).toHaveLength(2);
  });
});
