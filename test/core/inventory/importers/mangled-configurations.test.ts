import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { importFile } from '../../../../core/inventory/importers/import-file.ts';
import { importers } from '../../../../core/inventory/importers/registry.ts';
import { caseNames, labelledCase } from './labelled-cases.ts';

/** Importers that walk trees which anybody may have written. */
const walkers = [
  'azure-api-management',
  'envoy',
  'istio',
  'kubernetes-gateway',
  'kubernetes-ingress',
  'spring-cloud-gateway',
  'traefik',
];

const junk = [
  null,
  0,
  -1,
  '',
  'x',
  '*',
  true,
  [],
  [null],
  {},
  [[]],
  { a: [{ b: null }] },
  'a/b/c',
  '${',
  '{{',
  '@(',
];

/** The same tree with one node, found by a walk of random turns, replaced. */
const mangled = (value: unknown, turns: readonly number[], by: unknown): unknown => {
  const [turn, ...rest] = turns;
  if (turn === undefined) return by;
  if (Array.isArray(value) && value.length > 0)
    return value.map((member, at) => (at === turn % value.length ? mangled(member, rest, by) : member));
  if (typeof value !== 'object' || value === null) return by;
  const names = Object.keys(value);
  const chosen = names[turn % Math.max(1, names.length)];
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === chosen ? mangled(member, rest, by) : member,
    ]),
  );
};

const documentsOf = (text: string): unknown[] => {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  return Array.isArray(documents)
    ? documents.filter(({ errors }) => errors.length === 0).map((one) => one.toJS())
    : [];
};

describe.each(walkers)('%s', (id) => {
  const importer = importers.find((one) => one.id === id);
  const cases = caseNames(id)
    .map((name) => Object.entries(labelledCase(id, name).files))
    .map((files) =>
      files
        .map(([name, text]) => ({ name, documents: typeof text === 'string' ? documentsOf(text) : [] }))
        .filter(({ name, documents }) => /\.(?:ya?ml|json)$/.test(name) && documents.length > 0),
    )
    .filter((files) => files.length > 0);

  test('reads configurations with anything in any place, and never throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(fc.nat(50), { minLength: 1, maxLength: 14 }),
        fc.constantFrom(...junk),
        (files, turns, by) => {
          const written = files.map(({ name, documents }) => {
            const text = (mangled(documents, turns, by) as unknown[])
              .map((one) => JSON.stringify(one))
              .join('\n---\n');
            return importFile(name, new TextEncoder().encode(text));
          });
          const reading = importer?.parse(written, { secret: () => undefined });
          expect(reading?.apis).toBeDefined();
          importer?.detect(written);
        },
      ),
      { numRuns: 200 },
    );
  });
});
