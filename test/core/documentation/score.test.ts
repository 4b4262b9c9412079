import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { readDocument } from '../../../core/documentation/read-document.ts';
import { rulesetHash, scoreDocument, undocumentedScore } from '../../../core/documentation/score.ts';

const complete = readFileSync('test/fixtures/documentation/complete.yaml', 'utf8');
interface Json {
  [key: string]: Json;
}
/** The complete document with one change. */
const changed = (change: (document: Json) => void): string => {
  const document = parse(complete) as Json;
  change(document);
  return stringify(document);
};
const score = (text: string) => scoreDocument(text, 'specs/loans.yaml');
const codes = (text: string): string[] => score(text).gates.map(({ code }) => code);

describe('the score', () => {
  test('of a document that lacks nothing is 100', () => {
    expect(score(complete)).toMatchObject({ score: 100, grade: 'A', gates: [], nextBestFixes: [] });
  });

  test('is the share of the points of each dimension', () => {
    // Identity 12 points, its owner is 2 of 12: 12 × 10/12 + 20 = 30 of 32.
    const { score: points, nextBestFixes } = score(changed((document) => delete document.info?.['x-owner']));
    expect(points).toBe(93.7);
    expect(nextBestFixes).toEqual([{ checkId: 'DOC-ID-04', gain: 6.2, where: '/info/x-owner' }]);
  });

  test('counts half of the operations as half', () => {
    const half = changed((document) => delete document.paths?.['/']?.post?.summary);
    const summary = score(half).checks.find(({ id }) => id === 'DOC-OP-02');
    expect(summary).toMatchObject({ status: 'fail', passed: 1, applicable: 2, failing: ['/paths/~1/post'] });
    // Operations: 18 points present, summary is 4 of them.
    expect(score(half).score).toBe(Math.floor(1000 * ((12 + (20 * 16) / 18) / 32)) / 10);
  });

  test('the best fix comes first and brings what it says', () => {
    const poor = changed((document) => {
      delete document.info?.contact;
      delete document.paths?.['/']?.post?.description;
      delete document.paths?.['/{loanId}']?.get?.description;
    });
    const [best] = score(poor).nextBestFixes;
    const fixed = changed((document) => delete document.info?.contact);
    expect(best?.checkId).toBe('DOC-OP-03');
    expect(score(fixed).score - score(poor).score).toBeCloseTo(best?.gain ?? 0, 0);
  });

  test.each([
    [100, 'A'],
    [10, 'E'],
  ])('%i is an %s', (points, grade) => {
    expect(score(points === 100 ? complete : changed((document) => (document.paths = {})))).toMatchObject({
      grade,
    });
  });

  test('names the rules it was made under', () => {
    expect(score(complete).rulesetHash).toBe(rulesetHash);
    expect(rulesetHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('gates', () => {
  test.each<[string, number, (document: Json) => void]>([
    ['UNAUTHENTICATED_OPERATION', 59, (document) => delete document.security],
    [
      'UNAUTHENTICATED_OPERATION',
      59,
      (document) => Object.assign(document.paths?.['/']?.post ?? {}, { security: [] }),
    ],
    [
      'UNAUTHENTICATED_OPERATION',
      59,
      (document) => Object.assign(document, { security: [{}, { oauth: [] }] }),
    ],
    [
      'BASIC_AUTHENTICATION',
      69,
      (document) =>
        Object.assign(document.components?.securitySchemes ?? {}, { old: { type: 'http', scheme: 'Basic' } }),
    ],
    [
      'KEY_IN_QUERY',
      69,
      (document) =>
        Object.assign(document.components?.securitySchemes ?? {}, {
          old: { type: 'apiKey', in: 'query', name: 'k' },
        }),
    ],
    [
      'HTTP_SERVER',
      69,
      (document) => Object.assign(document, { servers: [{ url: 'http://api.demo-bank.test' }] }),
    ],
    [
      'PROXY_ONLY',
      29,
      (document) =>
        Object.assign(document, { paths: { '/{proxy+}': { 'x-amazon-apigateway-any-method': {} } } }),
    ],
    ['NO_OPERATIONS', 10, (document) => Object.assign(document, { paths: {} })],
    ['EXTERNAL_REF', 10, (document) => Object.assign(document, { 'x-more': { $ref: 'other.yaml#/a' } })],
  ])('%s caps at %i', (code, cap, change) => {
    const result = score(changed(change));
    expect(result.gates).toContainEqual(expect.objectContaining({ code, cap }));
    expect(result.score).toBeLessThanOrEqual(cap);
  });

  test('an operation that is public on purpose, and a preflight, close no gate', () => {
    expect(
      codes(
        changed((document) =>
          Object.assign(document.paths?.['/']?.post ?? {}, { security: [], 'x-public': true }),
        ),
      ),
    ).toEqual([]);
    expect(
      codes(changed((document) => Object.assign(document.paths?.['/'] ?? {}, { options: { security: [] } }))),
    ).toEqual([]);
  });

  test('a catch-all beside real operations is no gate', () => {
    expect(
      codes(changed((document) => Object.assign(document.paths ?? {}, { '/{proxy+}': { get: {} } }))),
    ).toEqual([]);
  });

  test('the lowest cap counts and all are told', () => {
    const bad = changed((document) => {
      delete document.security;
      Object.assign(document, { servers: [{ url: 'http://a.test' }] });
    });
    expect(codes(bad)).toEqual(['UNAUTHENTICATED_OPERATION', 'HTTP_SERVER']);
    expect(score(bad).score).toBe(59);
  });

  test('names the operations it means', () => {
    const { gates } = score(changed((document) => delete document.security));
    expect(gates[0]?.detail).toBe('No credentials are asked for by GET /{loanId}, POST /.');
  });

  test('no document scores 0, an unreadable one too, with the line', () => {
    expect(undocumentedScore()).toMatchObject({
      score: 0,
      grade: 'E',
      gates: [{ code: 'UNDOCUMENTED', cap: 0 }],
    });
    const unreadable = score('openapi: 3.0.3\ninfo: {title: [}\n');
    expect(unreadable).toMatchObject({ score: 0, gates: [{ code: 'UNREADABLE', cap: 10 }] });
    expect(unreadable.gates[0]?.detail).toMatch(/^Line 2: /);
    expect(unreadable.checks.every(({ status }) => status === 'not-evaluated')).toBe(true);
  });
});

describe('reading documents', () => {
  test.each([
    ['swagger: "2.0"\npaths: {}', 'OpenAPI 2.0'],
    ['openapi: 4.0.0\npaths: {}', 'does not name a version 3'],
    ['info: {}', 'does not name a version 3'],
    ['[1]', 'not a mapping'],
    ['', 'not a mapping'],
  ])('%j is refused with a reason', (text, reason) => {
    const reading = readDocument(text, 'f');
    expect(reading).toMatchObject({
      ok: false,
      problems: [{ file: 'f', message: expect.stringContaining(reason) }],
    });
  });

  test('references that leave the document are told with their pointers and never followed', () => {
    const reading = readDocument(
      "openapi: 3.1.0\npaths:\n  /a: {$ref: 'https://evil.test/x.yaml'}\n  /b: {get: {parameters: [{$ref: '../p.yaml#/x'}, {$ref: '#/ok'}]}}\n",
      'f',
    );
    expect(reading.ok && reading.read.externalRefs).toEqual([
      '/paths/~1a/$ref',
      '/paths/~1b/get/parameters/0/$ref',
    ]);
    expect(reading.problems).toHaveLength(2);
  });

  test('a property that is called $ref is no reference', () => {
    const reading = readDocument(
      'openapi: 3.1.0\ncomponents: {schemas: {A: {properties: {$ref: {type: string}}}}}',
      'f',
    );
    expect(reading.ok && reading.read.externalRefs).toEqual([]);
  });

  test('references in circles and a document inside itself end', () => {
    const circle =
      "openapi: 3.0.3\ninfo: {}\npaths: {/a: {get: {parameters: [{$ref: '#/components/parameters/a'}]}}}\ncomponents: {parameters: {a: {$ref: '#/components/parameters/b'}, b: {$ref: '#/components/parameters/a'}}}";
    expect(score(circle).checks).toHaveLength(10);
    const nested = `openapi: 3.0.3\nx: ${'{a: '.repeat(150)}1${'}'.repeat(150)}`;
    expect(readDocument(nested, 'f')).toMatchObject({ ok: false });
    expect(readDocument('openapi: 3.0.3\nx: &x {y: *x}', 'f').ok).toBe(false);
  });

  test('keys that mean something to JavaScript are keys', () => {
    const text =
      '{"openapi":"3.0.3","paths":{"/a":{"get":{"tags":["constructor"]}},"/__proto__":{"get":{}}},"__proto__":{"x":1}}';
    expect(score(text).checks.find(({ id }) => id === 'DOC-OP-04')).toMatchObject({
      passed: 0,
      applicable: 2,
    });
  });

  test('no text makes scoring throw, and every score is 0 to 100', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .dictionary(
          fc.constantFrom('info', 'paths', 'servers', 'tags', 'security', 'components'),
          fc.jsonValue(),
        )
        .map((value) => JSON.stringify({ openapi: '3.0.3', ...value })),
      fc
        .dictionary(fc.constantFrom('get', 'post', 'parameters', '$ref'), fc.jsonValue())
        .map((value) => JSON.stringify({ openapi: '3.1.0', paths: { '/a': value } })),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { score: points } = score(text);
        return points >= 0 && points <= 100;
      }),
      { numRuns: 500 },
    );
  });
});
