import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { importedEvidence } from '../../../../core/inventory/importers/imported-evidence.ts';
import type { ImportedApi, ImportReading } from '../../../../core/inventory/importers/importer.ts';
import { kongImporter } from '../../../../core/inventory/importers/kong/importer.ts';
import { records } from '../../../../core/inventory/importers/visibility-maps.ts';

const at = '2026-11-24T08:00:00.000Z';
const evidenceFor = (...apis: readonly ImportedApi[]) => {
  const reading: ImportReading = {
    format: 'test',
    apis,
    consumers: [],
    settings: [],
    visibility: records('It'),
    problems: [],
  };
  return importedEvidence(kongImporter, reading, at);
};
const route = (method: string, template: string, host?: string) => ({
  method,
  template,
  pointer: 'a#/1',
  controls: [],
  ...(host ? { host } : {}),
});
const api = (...routes: ImportedApi['routes']): ImportedApi => ({
  name: 'a',
  style: 'REST',
  locator: 'a#/0',
  routes,
});

test.each([
  [['/pay/v1/payments', '/pay/v1/payments/{id}'], '/pay/v1', ['/payments', '/payments/{id}']],
  [['/pay/{proxy+}'], '/pay', ['/{proxy+}']],
  [['/pay'], '', ['/pay']],
  [['/pay/v1', '/fx/v1'], '', ['/pay/v1', '/fx/v1']],
  [['/{tenant}/pay'], '', ['/{tenant}/pay']],
  [['/a/b/{id}/c', '/a/b/{id}/d'], '/a/b', ['/{id}/c', '/{id}/d']],
  [['/'], '', ['/']],
])('%p lies under %p', (templates, basePath, operations) => {
  const [evidence] = evidenceFor(api(...templates.map((template) => route('GET', template))));
  expect(evidence?.basePath).toBe(basePath);
  expect(evidence?.operations?.map(({ template }) => template)).toEqual(operations);
});

test('one piece for each host, with what is known of the API in each', () => {
  const pieces = evidenceFor({
    ...api(
      route('GET', '/a/x', 'one.bank.example'),
      route('POST', '/b/y', 'two.bank.example'),
      route('ANY', '/c/{proxy+}'),
    ),
    owner: 'team-a',
    partners: ['acme'],
    leadsTo: ['host:a.internal.bank.example'],
    exposure: 'partner',
  });
  expect(pieces.map(({ host, basePath }) => [host, basePath])).toEqual([
    ['one.bank.example', '/a'],
    ['two.bank.example', '/b'],
    [undefined, '/c'],
  ]);
  for (const piece of pieces)
    expect(piece).toMatchObject({
      source: 'kong',
      apiName: 'a',
      confidence: 0.95,
      observedAt: at,
      owner: 'team-a',
      partners: ['acme'],
      leadsTo: ['host:a.internal.bank.example'],
      exposure: 'partner',
    });
});

test('an API without routes is still named, and what the artefact says of its own time wins', () => {
  expect(evidenceFor({ ...api(), observedAt: '2025-01-01T00:00:00.000Z' })).toMatchObject([
    { apiName: 'a', operations: [], observedAt: '2025-01-01T00:00:00.000Z' },
  ]);
});

test('base path and operation always come to the template again', () => {
  const segment = fc.constantFrom('a', 'b', 'pay', 'v1', '{id}', '{name}');
  const template = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
  fc.assert(
    fc.property(fc.array(template, { minLength: 1, maxLength: 6 }), (templates) => {
      const [evidence] = evidenceFor(api(...templates.map((one) => route('GET', one))));
      const joined = evidence?.operations?.map((operation) => `${evidence.basePath}${operation.template}`);
      expect(joined?.map((one) => (one.length > 1 ? one.replace(/\/$/, '') : one))).toEqual(templates);
      expect(evidence?.basePath).not.toContain('{');
    }),
  );
});
