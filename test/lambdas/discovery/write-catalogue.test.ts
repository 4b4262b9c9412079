import { describe, expect, test } from '@jest/globals';
import { cycleId, personId } from '../../../core/identifiers.ts';
import { overviewKeys } from '../../../core/inventory/catalogue-overview.ts';
import type { StoredCatalogue } from '../../../core/inventory/stored-catalogue.ts';
import { input, run } from '../../../lambdas/discovery/write-catalogue.ts';
import { cycle, type DiscoveryWorld, discoveryWorld, gateways } from '../../support/discovery-world.ts';
import { claim } from '../../support/evidence.ts';

const prepared = async () => {
  const world = await discoveryWorld();
  const root = 'cycles/cycle-1';
  for (const api of gateways)
    await world.documents.putJson(
      `${root}/gateway/${api.account}-${api.region}-${api.kind}-${api.gatewayId}.json`,
      api,
    );
  const declarations = {
    observedAt: '2026-11-24T10:00:00.000Z',
    documents: [],
    claims: [],
    partners: [],
    unread: [],
    coverage: [],
  };
  await world.documents.putJson(`${root}/declarations.json`, declarations);
  await world.documents.putJson(`${root}/observed.json`, []);
  return world;
};
const write = (world: Pick<DiscoveryWorld, 'catalogue' | 'corrections' | 'documents' | 'cycles' | 'rules'>) =>
  run(input.parse({ cycleId: cycle }), world);
const stored = (world: DiscoveryWorld) =>
  world.documents.getJson<StoredCatalogue>('cycles/cycle-1/catalogue.json');

/** What was read in the first cycle is read again in the second. */
const toNextCycle = async ({ documents, cycles }: DiscoveryWorld) => {
  const startedAt = '2026-11-25T10:00:00.000Z';
  await cycles.start({
    cycleId: cycleId('cycle-2'),
    trigger: 'person',
    state: 'RUNNING',
    startedAt,
    counts: {},
    problems: [],
  });
  for (const [key, body] of [...documents.bodies])
    if (!key.endsWith('catalogue.json')) await documents.put(key.replace('cycle-1', 'cycle-2'), body);
};

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
    expect(await world.documents.getJson(overviewKeys.discovery)).toMatchObject({
      cycleId: 'cycle-1',
      leads: [],
      estimate: { kind: 'REFUSED', known: 2 },
    });
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

  test('a second cycle that finds the same writes nothing', async () => {
    const world = await prepared();
    expect(await write(world)).toMatchObject({ apisWritten: 2 });
    await toNextCycle(world);
    let puts = 0;
    const counting = { ...world.catalogue, put: async () => void puts++ };
    const second = await run(input.parse({ cycleId: 'cycle-2' }), { ...world, catalogue: counting });
    expect(second).toMatchObject({ apisFound: 2, apisAdded: 0, apisChanged: 0, apisWritten: 0 });
    expect(puts).toBe(0);
  });

  test('what changed is written and enters the history of that API alone', async () => {
    const world = await prepared();
    await write(world);
    const [accounts, fx] = await world.catalogue.list();
    if (!accounts || !fx) throw new Error('unreachable');
    await world.catalogue.put({ ...accounts, hosts: ['old.demo-bank.test'] });
    await toNextCycle(world);
    await run(input.parse({ cycleId: 'cycle-2' }), world);
    expect((await world.catalogue.history(accounts.apiId)).map(({ changes }) => changes)).toEqual([
      ['hosts was old.demo-bank.test and is api.demo-bank.test'],
      ['It was found first'],
    ]);
    expect(await world.catalogue.history(fx.apiId)).toHaveLength(1);
  });

  test('two that a person put together are one, and the other id leads there', async () => {
    const world = await prepared();
    const claims = [
      claim('h2h', { host: 'h2h.demo-bank.test', basePath: '/files' }),
      claim('files', { host: 'files.demo-bank.test', basePath: '/in' }),
    ];
    const declared = await world.documents.getJson<object>('cycles/cycle-1/declarations.json');
    await world.documents.putJson('cycles/cycle-1/declarations.json', { ...declared, claims });
    expect(await write(world)).toMatchObject({ apisFound: 4 });
    const [files, h2h] = (await world.catalogue.list()).filter(({ gateway }) => !gateway);
    if (!files || !h2h) throw new Error('unreachable');
    await world.corrections.add({
      correctionId: '1',
      kind: 'together',
      left: files.resources[0] ?? '',
      right: h2h.resources[0] ?? '',
      by: personId('https://id.test', 'anna'),
      at: '2026-11-24T10:00:00.000Z',
      reason: 'One service.',
    });
    await toNextCycle(world);
    expect(await run(input.parse({ cycleId: 'cycle-2' }), world)).toMatchObject({ apisFound: 3 });
    const [alias] = await world.catalogue.aliases();
    expect((await world.catalogue.get(alias?.from ?? h2h.apiId))?.apiId).toBe(alias?.to);
    expect(await world.catalogue.list()).toHaveLength(3);
  });
});
