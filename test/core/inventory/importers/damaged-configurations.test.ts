import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { importFile } from '../../../../core/inventory/importers/import-file.ts';
import { importers } from '../../../../core/inventory/importers/registry.ts';
import { scrubReading } from '../../../../core/inventory/importers/scrub.ts';
import { caseNames, labelledCase } from './labelled-cases.ts';

const ids = ['cloudformation', 'gravitee', 'mulesoft', 'terraform', 'tyk', 'wso2'];

/** Keeps the structure and puts something else in the place of one value: exports of other versions look so. */
const replaced = (text: string, share: number, value: unknown): string => {
  const values = [...text.matchAll(/(?<=[:[,]\s{0,3})(?:"[^"\n]*"|[\w.-]+)/g)];
  const hit = values[Math.floor(share * values.length)];
  if (!hit) return text;
  return text.slice(0, hit.index) + JSON.stringify(value) + text.slice(hit.index + hit[0].length);
};

const readDamaged = (
  id: string,
  files: Readonly<Record<string, unknown>>,
  harm: (text: string) => string,
) => {
  const importer = importers.find((one) => one.id === id);
  if (!importer) throw new Error(`no importer ${id}`);
  const taken = new Set<string>();
  const members = Object.entries(files).map(([name, content]) =>
    importFile(name, new TextEncoder().encode(harm(String(content)))),
  );
  const secret = (value: unknown): void => void (typeof value === 'string' && taken.add(value.trim()));
  return scrubReading(importer.parse(members, { secret }), taken).reading;
};

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

test.each(ids)('%s reads on whatever stands in the place of a value', (id) => {
  const cases = caseNames(id).map((name) => labelledCase(id, name));
  fc.assert(
    fc.property(fc.constantFrom(...cases), share, fc.jsonValue({ maxDepth: 3 }), ({ files }, at, value) => {
      const reading = readDamaged(id, files, (text) => replaced(text, at, value));
      expect(Object.keys(reading.visibility)).toHaveLength(10);
    }),
    { numRuns: 150 },
  );
});

test.each(ids)('%s keeps every secret of what is cut off', (id) => {
  const cases = caseNames(id)
    .map((name) => labelledCase(id, name))
    .filter(({ secrets }) => secrets.length > 0);
  fc.assert(
    fc.property(fc.constantFrom(...cases), share, ({ files, secrets }, at) => {
      const reading = readDamaged(id, files, (text) => text.slice(0, Math.floor(at * text.length)));
      const written = JSON.stringify(reading);
      expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
