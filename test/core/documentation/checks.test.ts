import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { dimensionWeights, documentationChecks } from '../../../core/documentation/checks/registry.ts';
import { scoreDocument } from '../../../core/documentation/score.ts';

const fixtures = 'test/fixtures/documentation/checks';
const read = (name: string): string => readFileSync(`${fixtures}/${name}.yaml`, 'utf8');
const resultOf = (id: string, name: string) =>
  scoreDocument(read(name), name).checks.find((check) => check.id === id);

describe('the registry is complete', () => {
  test('it holds every check file of its folder, once', () => {
    const files = readdirSync('core/documentation/checks').flatMap(
      (file) => /^(doc-.+)\.ts$/.exec(file)?.[1] ?? [],
    );
    expect(documentationChecks.map(({ id }) => id.toLowerCase()).sort()).toEqual(files.sort());
  });

  test('every check has a passing and a failing document, and there is no other', () => {
    const expected = documentationChecks.flatMap(({ id }) => [`${id}.fail.yaml`, `${id}.pass.yaml`]);
    expect(readdirSync(fixtures).sort()).toEqual(expected.sort());
  });

  test('weights fit their dimension', () => {
    for (const [dimension, points] of Object.entries(dimensionWeights)) {
      const weights = documentationChecks
        .filter((check) => check.dimension === dimension)
        .map(({ weight }) => weight);
      expect(weights.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(points);
      expect(Math.min(...weights)).toBeGreaterThan(0);
    }
  });

  test.each(documentationChecks)('$id says what it wants and how to get there', ({ title, fix }) => {
    expect(title.length).toBeGreaterThan(10);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  });
});

describe.each(documentationChecks.map(({ id }) => id))('%s', (id) => {
  test('passes where it should', () => {
    expect(resultOf(id, `${id}.pass`)).toMatchObject({ status: 'pass', failing: [] });
  });

  test('fails where it should, and says where', () => {
    const result = resultOf(id, `${id}.fail`);
    expect(result?.status).toBe('fail');
    expect(result?.failing.every((pointer) => pointer.startsWith('/'))).toBe(true);
    expect(result?.failing.length).toBeGreaterThan(0);
  });
});

describe('single rules', () => {
  const check = (id: string, text: string) => scoreDocument(text, 'f').checks.find((one) => one.id === id);

  test.each([
    ['1.0.0', 1],
    ['v2.1', 1],
    ['2026-11-24', 1],
    ['1.0.0-rc.1', 1],
    ['1', 0],
    ['', 0],
  ])('DOC-ID-01 and version %j', (version, passed) => {
    const result = check('DOC-ID-01', `openapi: 3.0.3\ninfo: {title: '', version: '${version}'}\npaths: {}`);
    expect(result).toMatchObject({ passed, applicable: 2 });
  });

  test('DOC-OP-01 does not take ids that are not safe in URLs', () => {
    const text =
      "openapi: 3.0.3\ninfo: {}\npaths: {/a: {get: {operationId: 'read it'}, put: {operationId: write_it}}}";
    expect(check('DOC-OP-01', text)).toMatchObject({ passed: 1, applicable: 2, failing: ['/paths/~1a/get'] });
  });

  test('DOC-OP-05 judges a parameter of the path item once, and one that is overridden by its own text', () => {
    const parameters = '[{name: id, in: path}]';
    const text = `openapi: 3.0.3\ninfo: {}\npaths: {'/{id}': {parameters: ${parameters}, get: {}, put: {}, delete: {parameters: [{name: id, in: path, description: d}]}}}`;
    expect(check('DOC-OP-05', text)).toMatchObject({
      passed: 1,
      applicable: 2,
      failing: ['/paths/~1{id}/parameters/0'],
    });
  });

  test('what has nothing to judge is not applicable', () => {
    expect(check('DOC-OP-05', 'openapi: 3.0.3\ninfo: {}\npaths: {/a: {get: {}}}')?.status).toBe(
      'not-applicable',
    );
  });
});
