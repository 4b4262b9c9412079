import { describe, expect, test } from '@jest/globals';
import { run as collectSource } from '../../../lambdas/discovery/collect-source.ts';
import { run as mergeEvidence } from '../../../lambdas/discovery/merge-evidence.ts';
import { run as planCollection } from '../../../lambdas/discovery/plan-collection.ts';
import { run as readDeclarations } from '../../../lambdas/discovery/read-declarations.ts';
import { run as readLogObject } from '../../../lambdas/discovery/read-log-object.ts';
import { run as writeCatalogue } from '../../../lambdas/discovery/write-catalogue.ts';
import { loadDefinition } from '../../../lib/asl.ts';
import { walk } from '../../support/asl-walk.ts';
import { cycle, type DiscoveryWorld, discoveryWorld } from '../../support/discovery-world.ts';

type Run = (event: never, ports: DiscoveryWorld) => Promise<unknown>;

const discover = (world: DiscoveryWorld, replaced: Readonly<Record<string, Run>> = {}) => {
  const states: Readonly<Record<string, Run>> = {
    PlanCollection: planCollection,
    CollectSource: collectSource,
    ReadDeclarations: readDeclarations,
    ReadLogObject: readLogObject,
    MergeEvidence: mergeEvidence,
    WriteCatalogue: writeCatalogue,
    ...replaced,
  };
  return walk(
    loadDefinition('discovery', 86_400),
    { cycleId: cycle },
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
