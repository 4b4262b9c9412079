import { describe, expect, test } from '@jest/globals';
import type { GatewayApi } from '../../../core/gateway/gateway-api.ts';
import { cycleId } from '../../../core/identifiers.ts';
import type { CollectBatch } from '../../../core/inventory/collection-plan.ts';
import type { StoredDeclarations } from '../../../core/inventory/declarations.ts';
import { type Evidence, evidenceOf } from '../../../core/inventory/evidence.ts';
import type { Routes } from '../../../core/traffic/routes.ts';
import { run as collect } from '../../../lambdas/discovery/collect-source.ts';
import { run as plan } from '../../../lambdas/discovery/plan-collection.ts';
import { input, run } from '../../../lambdas/discovery/read-declarations.ts';
import { cycle, discoveryWorld, handedIn, type WorldParts } from '../../support/discovery-world.ts';

const declare = async (
  parts: WorldParts & { readonly collected?: false; readonly spoken?: readonly Evidence[] } = {},
) => {
  const world = await discoveryWorld(parts);
  world.spoken.push({ evidence: async () => parts.spoken ?? [] });
  await plan({ cycleId: cycle }, world);
  const batches = await world.documents.getJson<CollectBatch[]>('cycles/cycle-1/plan/collect.json');
  if (parts.collected !== false) for (const batch of batches) await collect(batch, world);
  const result = await run(input.parse({ cycleId: cycle }), world);
  return {
    world,
    result,
    stored: await world.documents.getJson<StoredDeclarations>('cycles/cycle-1/declarations.json'),
    routes: await world.documents.getJson<Routes>('cycles/cycle-1/routes.json'),
    problems: (await world.cycles.get(cycle))?.problems ?? [],
  };
};

describe('ReadDeclarations', () => {
  test('gathers what gateways, documents and people declare', async () => {
    const { result, stored, routes, problems } = await declare();
    expect(result).toEqual({
      gatewayApis: 2,
      documents: 1,
      claims: 3,
      partners: 1,
      placesUnread: 0,
      sourcesRead: 14,
      sourcesPartly: 0,
      sourcesUnread: 0,
      routes: 3,
    });
    expect(stored.claims.map(({ source, apiName }) => `${source} ${apiName}`)).toEqual([
      'workshop h2h-files',
      'exception-request h2h-files',
      'partner-contract accounts',
    ]);
    expect(routes.routes.map(({ method, template }) => `${method} ${template}`).sort()).toEqual([
      'ANY /{proxy+}',
      'GET /rates/{currency}',
      'GET /{accountId}',
    ]);
    expect(problems).toEqual([expect.objectContaining({ file: 'workshop/room.csv', line: 3 })]);
  });

  test('bad files are told with file and line, and the rest is read', async () => {
    const { result, problems } = await declare({
      intake: {
        ...handedIn,
        'specs/cards.yaml': 'openapi: 3.0.3\ninfo: {title: [}\n',
        'specs/readme.txt': 'hello',
        'exceptions/empty.yaml': 'why: because\n',
        'partners.yaml': 'partners: [{name: X}]\n',
      },
    });
    expect(result).toMatchObject({ documents: 2, claims: 2, partners: 0 });
    const places = problems.map(({ file, line }) => `${file}:${line ?? ''}`);
    for (const place of [
      'specs/cards.yaml:2',
      'specs/readme.txt:',
      'exceptions/empty.yaml:',
      'partners.yaml:1',
    ])
      expect(places).toContain(place);
  });

  test('an API that could not be read is there all the same, and its place is unread', async () => {
    const { result, stored, problems } = await declare({ faults: { apis: ['acc1'] } });
    expect(result).toMatchObject({ gatewayApis: 2, placesUnread: 1, sourcesPartly: 1 });
    expect(stored.unread).toEqual(['000000000000/us-east-1']);
    expect(stored.coverage).toContainEqual(
      expect.objectContaining({ source: 'rest-apis', state: 'PARTIAL', listed: 1 }),
    );
    expect(problems.map(({ message }) => message)).toContain(
      'acc1 could not be read (GetStages: ACCESS_DENIED).',
    );
  });

  test('a collector that ended without a result is told, not taken for an empty account', async () => {
    const { stored, problems } = await declare({ collected: false });
    expect(stored.unread).toEqual(['000000000000/us-east-1']);
    expect(stored.coverage.every(({ state }) => state === 'UNREAD')).toBe(true);
    expect(problems.filter(({ message }) => message.startsWith('It could not be read'))).toHaveLength(14);
  });

  test('a cycle whose collectors die keeps what the cycle before knew, marked stale', async () => {
    const { world } = await declare({ faults: {} });
    const next = cycleId('cycle-2');
    await world.cycles.start({
      cycleId: next,
      trigger: 'person',
      state: 'RUNNING',
      startedAt: '2026-11-25T10:00:00.000Z',
      counts: {},
      problems: [],
    });
    await plan({ cycleId: next }, world);
    const result = await run(input.parse({ cycleId: next }), world);
    expect(result).toMatchObject({ gatewayApis: 2, sourcesRead: 0, sourcesUnread: 14 });
    const kept = await world.documents.getJson<GatewayApi>(
      'cycles/cycle-2/gateway/000000000000-us-east-1-REST-acc1.json',
    );
    expect(kept).toMatchObject({ name: 'accounts', stale: { reason: 'UNAVAILABLE' } });
  });

  test('what people say in the portal counts like what they hand in', async () => {
    const said = evidenceOf({
      source: 'attestation',
      locator: 'attestation/1',
      apiName: 'accounts',
      owner: 'team-a',
      observedAt: '2026-11-20T00:00:00.000Z',
    });
    const { stored } = await declare({ spoken: [said] });
    expect(stored.claims).toContainEqual(said);
  });
});
