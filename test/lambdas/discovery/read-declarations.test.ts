import { describe, expect, test } from '@jest/globals';
import type { StoredDeclarations } from '../../../core/inventory/declarations.ts';
import type { Routes } from '../../../core/traffic/routes.ts';
import { run as collect } from '../../../lambdas/discovery/collect-source.ts';
import { run as plan } from '../../../lambdas/discovery/plan-collection.ts';
import { input, run } from '../../../lambdas/discovery/read-declarations.ts';
import { cycle, discoveryWorld, handedIn, type WorldParts } from '../../support/discovery-world.ts';

const declare = async (parts: WorldParts & { readonly collected?: false } = {}) => {
  const world = await discoveryWorld(parts);
  await plan({ cycleId: cycle }, world);
  const place = { account: '000000000000', region: 'us-east-1' };
  if (parts.collected !== false)
    await collect({ cycleId: cycle, batchId: '000000000000-us-east-1', ...place }, world);
  const result = await run(input.parse({ cycleId: cycle }), world);
  return {
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
      claims: 2,
      partners: 1,
      placesUnread: 0,
      routes: 3,
    });
    expect(stored.claims.map(({ source, apiName }) => `${source} ${apiName}`)).toEqual([
      'workshop h2h-files',
      'exception-request h2h-files',
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

  test('an API that could not be read is known by its name, and its place is unread', async () => {
    const { stored, problems } = await declare({ faults: { apis: ['acc1'] } });
    expect(stored.unread).toEqual(['000000000000/us-east-1']);
    expect(stored.claims).toContainEqual(expect.objectContaining({ gatewayId: 'acc1', apiName: 'accounts' }));
    expect(problems.map(({ message }) => message)).toContain(
      'accounts could not be read: AccessDeniedException.',
    );
  });

  test('a collector that ended without a result is told, not taken for an empty account', async () => {
    const { stored, problems } = await declare({ collected: false });
    expect(stored.unread).toEqual(['000000000000/us-east-1']);
    expect(problems.filter(({ message }) => message.includes('ended without a result'))).toHaveLength(2);
  });
});
