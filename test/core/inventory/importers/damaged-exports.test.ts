import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { importFile } from '../../../../core/inventory/importers/import-file.ts';
import { importers } from '../../../../core/inventory/importers/registry.ts';
import { scrubReading } from '../../../../core/inventory/importers/scrub.ts';
import { caseNames, labelledCase } from './labelled-cases.ts';

/** Sources that describe, record or reach: none of them shows that a control holds. */
const ids = [
  'akto',
  'apiclarity',
  'asyncapi',
  'backstage',
  'burp',
  'graphql',
  'har',
  'katana',
  'noir',
  'nuclei',
  'openapi',
  'postman',
  'proto',
  'servicenow',
  'spreadsheet',
  'wsdl',
  'zap',
];

interface Damage {
  readonly kind: 'cut off' | 'lost' | 'inserted' | 'repeated';
  readonly harm: (text: string) => string;
}

const damage: fc.Arbitrary<Damage> = fc
  .record({
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    inserted: fc.string({ unit: 'binary', maxLength: 12 }),
    kind: fc.constantFrom('cut off', 'lost', 'inserted', 'repeated'),
  })
  .map(({ share, length, inserted, kind }) => ({
    kind,
    harm: (text) => {
      const at = Math.floor(share * text.length);
      const [before, after] = [text.slice(0, at), text.slice(at)];
      if (kind === 'cut off') return before;
      if (kind === 'lost') return before + after.slice(length);
      if (kind === 'inserted') return before + inserted + after;
      return before + after.slice(0, length).repeat(3) + after.slice(length);
    },
  }));

test.each(ids)(
  '%s reads on whatever is damaged, claims no control, and of what is cut off keeps every secret',
  (id) => {
    const importer = importers.find((one) => one.id === id);
    const cases = caseNames(id).map((name) => labelledCase(id, name));
    const readable = cases.filter(({ files }) =>
      Object.values(files).every((content) => typeof content === 'string'),
    );
    expect(importer).toBeDefined();
    fc.assert(
      fc.property(fc.constantFrom(...readable), damage, ({ files, secrets }, { kind, harm }) => {
        const members = Object.entries(files).map(([name, content]) =>
          importFile(name, new TextEncoder().encode(harm(String(content)))),
        );
        const taken = new Set<string>();
        const reading = importer?.parse(members, {
          secret: (value) => void (typeof value === 'string' && taken.add(value.trim())),
        });
        if (!reading) throw new Error(`no importer ${id}`);
        const controls = reading.apis.flatMap(({ routes }) => routes.flatMap((route) => route.controls));
        expect(controls.filter(({ effective }) => effective === 'yes')).toEqual([]);
        // Other damage can move a secret to where nobody would look for one.
        if (kind !== 'cut off') return;
        const written = JSON.stringify(scrubReading(reading, taken));
        expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  },
);
