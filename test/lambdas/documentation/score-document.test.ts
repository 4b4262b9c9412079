import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { apiId } from '../../../core/identifiers.ts';
import { input, run } from '../../../lambdas/documentation/score-document.ts';
import { memoryCatalogue } from '../../support/memory/catalogue.ts';
import { memoryDocuments } from '../../support/memory/documents.ts';
import { memoryIntake } from '../../support/memory/intake.ts';

const complete = readFileSync('test/fixtures/documentation/complete.yaml', 'utf8');
const score = async (documentKey: string | null, files: Readonly<Record<string, string>>) => {
  const ports = { intake: memoryIntake(files), catalogue: memoryCatalogue(), documents: memoryDocuments() };
  const result = await run(input.parse({ cycleId: 'cycle-1', apiId: 'loans-1', documentKey }), ports);
  const { documentation } = await ports.catalogue.results(apiId('loans-1'));
  const stored = await ports.documents.getJson('cycles/cycle-1/documentation/loans-1.json');
  expect(stored).toEqual(documentation);
  return { result, documentation };
};

describe('ScoreDocument', () => {
  test('scores what the owner handed in and stores it with the hash of its bytes', async () => {
    const { result, documentation } = await score('specs/loans.yaml', { 'specs/loans.yaml': complete });
    expect(result).toEqual({ apiId: 'loans-1', score: 100, gates: 0 });
    expect(documentation).toMatchObject({ source: 'registry', documentKey: 'specs/loans.yaml', grade: 'A' });
    expect(documentation?.documentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([null, 'specs/taken-back.yaml'])('document %s: the API is undocumented', async (key) => {
    const { result, documentation } = await score(key, { 'specs/taken-back.yaml.old': complete });
    expect(result).toMatchObject({ score: 0, gates: 1 });
    expect(documentation).toMatchObject({ source: 'none', gates: [{ code: 'UNDOCUMENTED' }] });
  });

  test('a document that cannot be read is a score with its reason', async () => {
    const { documentation } = await score('specs/x.yaml', { 'specs/x.yaml': 'openapi: [' });
    expect(documentation).toMatchObject({ source: 'registry', score: 0, gates: [{ code: 'UNREADABLE' }] });
  });

  test('a document over the limit is not even loaded', async () => {
    const { documentation } = await score('specs/x.yaml', { 'specs/x.yaml': 'x'.repeat(13 * 1024 * 1024) });
    expect(documentation?.gates[0]?.detail).toContain('at most');
    expect(documentation).not.toHaveProperty('documentHash');
  });
});
