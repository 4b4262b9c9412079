import { describe, expect, test } from '@jest/globals';
import { cycleId } from '../../../core/identifiers.ts';
import type { StoredCatalogue } from '../../../core/inventory/stored-catalogue.ts';
import { run as collectSource } from '../../../lambdas/discovery/collect-source.ts';
import { run as mergeEvidence } from '../../../lambdas/discovery/merge-evidence.ts';
import { run as planCollection } from '../../../lambdas/discovery/plan-collection.ts';
import { run as readDeclarations } from '../../../lambdas/discovery/read-declarations.ts';
import { run as readImport } from '../../../lambdas/discovery/read-import.ts';
import { run as readLogObject } from '../../../lambdas/discovery/read-log-object.ts';
import { run as writeCatalogue } from '../../../lambdas/discovery/write-catalogue.ts';
import { loadDefinition } from '../../../lib/asl.ts';
import { walk } from '../../support/asl-walk.ts';
import {
  cycle,
  type DiscoveryWorld,
  discoveryWorld,
  gateways,
  handedIn,
} from '../../support/discovery-world.ts';
import { gatewayApi, operation } from '../../support/gateway-api.ts';
import { memorySweepReader } from '../../support/memory/sweep-reader.ts';

type Run = (event: never, ports: DiscoveryWorld) => Promise<unknown>;

const discover = (
  world: DiscoveryWorld,
  replaced: Readonly<Record<string, Run>> = {},
  cycleOf: string = cycle,
) => {
  const states: Readonly<Record<string, Run>> = {
    PlanCollection: planCollection,
    CollectSource: collectSource,
    ReadImport: readImport,
    ReadDeclarations: readDeclarations,
    ReadLogObject: readLogObject,
    MergeEvidence: mergeEvidence,
    WriteCatalogue: writeCatalogue,
    ...replaced,
  };
  return walk(
    loadDefinition('discovery', 86_400),
    { cycleId: cycleOf },
    {
      functions: Object.fromEntries(
        Object.entries(states).map(([name, state]) => [name, (payload: never) => state(payload, world)]),
      ),
      readItems: (key) => world.documents.getJson(key),
      clock: world.clock,
    },
  );
};
const endpoints = async (world: DiscoveryWorld) =>
  (await world.catalogue.list()).flatMap((record) =>
    record.endpoints.map(
      ({ method, template, state }) => `${record.name.value}: ${method} ${template} ${state}`,
    ),
  );
const dies = async () => {
  throw new Error('out of memory');
};

describe('discovery, from sources to catalogue', () => {
  test('finds what is declared, what is hidden behind a catch-all, and what runs beside the gateway', async () => {
    const world = await discoveryWorld();
    expect(await discover(world)).toMatchObject({ status: 'SUCCEEDED', ended: 'WriteCatalogue' });
    expect(await endpoints(world)).toEqual([
      'accounts: ANY /{proxy+} undocumented',
      'accounts: GET /{accountId} managed',
      'accounts: GET /{accountId}/export undocumented',
      'fx-rates: GET /rates/{currency} undocumented',
      'loans-legacy.demo-bank.test: GET /loans/{loanId} shadow',
    ]);
    const records = await world.catalogue.list();
    expect(records.map(({ name }) => name.value)).toEqual([
      'accounts',
      'fx-rates',
      'h2h-files',
      'loans-legacy.demo-bank.test',
    ]);
    expect(records[0]).toMatchObject({
      owner: { value: 'accounts-team', source: 'openapi-document' },
      partners: ['Fjord Pay'],
      documentKey: 'specs/accounts.yaml',
    });
    expect(records[2]).toMatchObject({ owner: { value: 'ops', source: 'workshop' }, confidence: 0.76 });
    expect((await world.cycles.get(cycle))?.counts).toMatchObject({
      apisFound: 4,
      endpoints: 5,
      shadowEndpoints: 1,
      undocumentedEndpoints: 3,
      logLines: 8,
      logLinesUnparsed: 1,
      documents: 1,
    });
  });

  test('a collector that dies leaves its place unknown, and the machine goes on', async () => {
    const world = await discoveryWorld();
    const walked = await discover(world, { CollectSource: dies });
    expect(walked.status).toBe('SUCCEEDED');
    expect(walked.visited).toContain('SourceUnread');
    const row = await world.cycles.get(cycle);
    expect(row?.counts).toMatchObject({ placesUnread: 1, gatewayApis: 0, apisFound: 3 });
    expect(row?.problems.map(({ file }) => file)).toContain('000000000000/us-east-1 rest-apis');
  });

  test('what a source said last is kept and marked stale while the source is silent', async () => {
    const world = await discoveryWorld();
    await discover(world);
    const before = (await world.catalogue.list()).map(({ apiId }) => apiId).sort();
    const next = cycleId('cycle-2');
    await world.cycles.start({
      cycleId: next,
      trigger: 'schedule',
      state: 'RUNNING',
      startedAt: '2026-11-25T10:00:00.000Z',
      counts: {},
      problems: [],
    });
    expect((await discover(world, { CollectSource: dies }, next)).status).toBe('SUCCEEDED');
    const records = await world.catalogue.list();
    expect(records.map(({ apiId }) => apiId).sort()).toEqual(before);
    const accounts = records.find(({ name }) => name.value === 'accounts');
    expect(accounts?.stale).toContain('000000000000/us-east-1 api-gateway-rest');
    expect(accounts?.endpoints.map(({ state }) => state)).toContain('managed');
    const stored = await world.documents.getJson<StoredCatalogue>('cycles/cycle-2/catalogue.json');
    expect(stored.coverage).toContainEqual(
      expect.objectContaining({ source: 'rest-apis', state: 'STALE', readAt: '2026-11-24T10:00:00.000Z' }),
    );
    expect(stored.diff.removed).toEqual([]);
  });

  test('a source that is read in full and no longer names an API is how one ends', async () => {
    const world = await discoveryWorld({ logs: {} });
    await discover(world);
    const next = cycleId('cycle-2');
    await world.cycles.start({
      cycleId: next,
      trigger: 'schedule',
      state: 'RUNNING',
      startedAt: '2026-11-25T10:00:00.000Z',
      counts: {},
      problems: [],
    });
    world.gatewayReader = memorySweepReader(gateways.filter(({ name }) => name !== 'fx-rates'));
    await discover(world, {}, next);
    const stored = await world.documents.getJson<StoredCatalogue>('cycles/cycle-2/catalogue.json');
    expect(stored.removed.map(({ name }) => name.value)).toEqual(['fx-rates']);
    expect(stored.records.map(({ name }) => name.value)).not.toContain('fx-rates');
  });

  test('a large account takes several turns of its collector', async () => {
    const world = await discoveryWorld();
    const many = Array.from({ length: 3 }, (_, index) =>
      gatewayApi(`a${index}`, `api-${index}`, [operation('GET', '/', 'NONE')]),
    );
    const swept = memorySweepReader(many);
    world.gatewayReader = (account, region) => ({
      ...swept(account, region),
      readApi: async (...of) => {
        world.clock.advance(13 * 60);
        return swept(account, region).readApi(...of);
      },
    });
    const walked = await discover(world);
    expect(walked.status).toBe('SUCCEEDED');
    expect((await world.cycles.get(cycle))?.counts).toMatchObject({ gatewayApis: 3 });
  });

  test('an importer that dies leaves its artefact unread, and the machine goes on', async () => {
    const world = await discoveryWorld({
      intake: { ...handedIn, 'imports/kong.yaml': '_format_version: "3.0"\nservices: []\n' },
    });
    const walked = await discover(world, { ReadImport: dies });
    expect(walked.status).toBe('SUCCEEDED');
    expect(walked.visited).toContain('ImportUnread');
    const stored = await world.documents.getJson<StoredCatalogue>('cycles/cycle-1/catalogue.json');
    expect(stored.coverage).toContainEqual(
      expect.objectContaining({ place: 'imports/kong.yaml', state: 'UNREAD' }),
    );
  });

  test('a log reader that dies leaves its object unknown, and the machine goes on', async () => {
    const world = await discoveryWorld();
    const readOthers: Run = (event, ports) =>
      (event as { key: string }).key === 'alb/1.log' ? dies() : readLogObject(event, ports);
    expect(await discover(world, { ReadLogObject: readOthers })).toMatchObject({ status: 'SUCCEEDED' });
    const row = await world.cycles.get(cycle);
    expect(row?.counts).toMatchObject({ logObjectsRead: 2, shadowEndpoints: 0 });
    expect(row?.problems).toContainEqual(expect.objectContaining({ file: 'bank-logs/alb/1.log' }));
  });

  test('nothing handed in is an empty catalogue, said and not failed', async () => {
    const world = await discoveryWorld({ intake: {} });
    const walked = await discover(world);
    expect(walked.status).toBe('SUCCEEDED');
    expect(walked.visited).toEqual([
      'PlanCollection',
      'HasSources',
      'HasImports',
      'ReadDeclarations',
      'HasLogs',
      'MergeEvidence',
      'WriteCatalogue',
    ]);
    expect((await world.cycles.get(cycle))?.counts).toMatchObject({ apisFound: 0 });
  });

  test.each(['PlanCollection', 'ReadDeclarations', 'MergeEvidence', 'WriteCatalogue'])(
    'when %s fails for good the machine fails and the catalogue stays',
    async (state) => {
      const world = await discoveryWorld();
      expect(await discover(world, { [state]: dies })).toMatchObject({
        status: 'FAILED',
        ended: 'DiscoveryFailed',
      });
      expect(await world.catalogue.list()).toEqual([]);
    },
  );

  test('a step that fails once is tried again', async () => {
    const world = await discoveryWorld();
    let tries = 0;
    const once: Run = (event, ports) => (++tries === 1 ? dies() : mergeEvidence(event, ports));
    expect(await discover(world, { MergeEvidence: once })).toMatchObject({ status: 'SUCCEEDED' });
    expect(tries).toBe(2);
  });
});
