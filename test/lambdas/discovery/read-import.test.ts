import { describe, expect, test } from '@jest/globals';
import type { StoredDeclarations } from '../../../core/inventory/declarations.ts';
import type { Imported } from '../../../core/inventory/read-import-batch.ts';
import { run as plan } from '../../../lambdas/discovery/plan-collection.ts';
import { run as declare } from '../../../lambdas/discovery/read-declarations.ts';
import { input, run } from '../../../lambdas/discovery/read-import.ts';
import { cycle, discoveryWorld, handedIn } from '../../support/discovery-world.ts';

const kong = `_format_version: "3.0"
services:
  - name: loyalty
    url: https://loyalty.internal.bank.test
    routes: [{ name: points, hosts: [shop.bank.test], paths: [/points], methods: [GET] }]
    plugins: [{ name: key-auth }]
consumers: [{ username: fjord, keyauth_credentials: [{ key: 6f1c0b7e2a9d48d1aa07b3c2 }] }]
`;
const imported = async (files: Readonly<Record<string, string | Uint8Array>>) => {
  const world = await discoveryWorld({ intake: { ...handedIn, ...files } as Record<string, string> });
  await plan({ cycleId: cycle }, world);
  const [batch] = await world.documents.getJson<object[]>('cycles/cycle-1/plan/imports.json');
  const result = await run(input.parse(batch), world);
  const stored = await world.documents.getJson<Imported>('cycles/cycle-1/imports/import-0001.json');
  return { world, result, stored };
};

describe('ReadImport', () => {
  test('keeps what an artefact says as evidence, with its coverage, and none of its secrets', async () => {
    const { world, result, stored } = await imported({ 'imports/kong.yaml': kong });
    expect(result).toEqual({ batchId: 'import-0001', apis: 1, problems: 0 });
    expect(stored).toMatchObject({
      importer: 'kong',
      coverage: { source: 'kong', state: 'READ', listed: 1 },
    });
    expect(stored.evidence).toEqual([
      expect.objectContaining({ source: 'kong', apiName: 'loyalty', host: 'shop.bank.test' }),
    ]);
    expect([...world.documents.bodies.values()].join('')).not.toContain('6f1c0b7e2a9d48d1');
  });

  test('becomes part of what is declared, with a row of coverage', async () => {
    const { world } = await imported({ 'imports/kong.yaml': kong });
    await declare({ cycleId: cycle }, world);
    const stored = await world.documents.getJson<StoredDeclarations>('cycles/cycle-1/declarations.json');
    expect(stored.claims.map(({ source }) => source)).toContain('kong');
    expect(stored.coverage).toContainEqual(
      expect.objectContaining({ source: 'kong', place: 'imports/kong.yaml', state: 'READ' }),
    );
  });

  test('an artefact that nobody knows is a problem with what to do, and its coverage is unread', async () => {
    const { result, stored } = await imported({ 'imports/holiday.txt': 'sun and sea' });
    expect(result).toMatchObject({ apis: 0, problems: 1 });
    expect(stored.coverage).toMatchObject({ state: 'UNREAD' });
    expect(stored.problems[0]?.message).toBe('No importer recognises it.');
  });

  test('what an artefact said last stays when it is replaced by something that cannot be read', async () => {
    const { world } = await imported({ 'imports/kong.yaml': kong });
    const broken = await discoveryWorld({
      intake: { ...handedIn, 'imports/kong.yaml': '_format_version: "3.0"\nservices: [' },
    });
    const next = { ...broken, documents: world.documents };
    const batch = { cycleId: cycle, batchId: 'import-0001', key: 'imports/kong.yaml', domains: [] };
    await run(input.parse(batch), next);
    await declare({ cycleId: cycle }, next);
    const stored = await world.documents.getJson<StoredDeclarations>('cycles/cycle-1/declarations.json');
    expect(stored.claims.find(({ source }) => source === 'kong')).toMatchObject({
      apiName: 'loyalty',
      stale: true,
    });
    expect(stored.coverage).toContainEqual(expect.objectContaining({ source: 'kong', state: 'STALE' }));
  });

  test('a folder over its bounds is refused before it is opened', async () => {
    const { stored } = await imported({
      'imports/apim/a.json': new Uint8Array(21 * 1024 * 1024),
    });
    expect(stored.problems[0]).toMatchObject({ file: 'imports/apim/a.json' });
    expect(stored.problems[0]?.fix).toContain('split');
  });
});
