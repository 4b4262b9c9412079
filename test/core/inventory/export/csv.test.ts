import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { catalogueCsv, guardCell, unguardCell } from '../../../../core/inventory/export/csv.ts';
import { exampleRecords } from '../../../support/catalogue-records.ts';
import { record } from '../../../support/governance-world.ts';
import { said } from '../../../support/provenanced.ts';

const rowsOf = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[];
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom(...'=+-@\'";,\t\r\n ＝＋－＠a1(|') }),
  fc.constantFrom('=cmd|"/c calc"!A0', '\t=1', '\r\n=1', ' =1', "'=1", '＝1+1', 'a;=1', 'a\n-1', '"=1"', ''),
);

describe('the catalogue as CSV', () => {
  test('one row for each API, with CRLF, and every column named once', () => {
    const csv = catalogueCsv(exampleRecords);
    expect(csv.endsWith('\r\n')).toBe(true);
    const rows = rowsOf(csv);
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatchObject({
      apiId: 'payments-1a2b3c4d',
      name: 'Payments',
      owner: 'payments-team@bank.example',
      partners: 'Fjord Pay; Nordlicht',
      places: 'api.bank.example/pay',
      endpoints: '2',
      managed: '1',
      shadow: '1',
      requests: '903',
      conflicts: 'owner',
      sources: 'api-gateway-rest',
      tier: 'CRITICAL',
    });
    expect(rows[2]).toMatchObject({
      name: 'Quotes',
      owner: '',
      stale: '111122223333/eu-central-1 rest-apis',
    });
    const [header = ''] = csv.split('\r\n');
    expect(new Set(header.split(',')).size).toBe(header.split(',').length);
  });

  test('no cell begins a formula, also where another locale would begin a cell', () => {
    const [first] = rowsOf(catalogueCsv(exampleRecords));
    expect(first?.name).toBe(`'=HYPERLINK("https://evil.example","click")`);
    expect(first?.purpose).toBe(`'-2+3;' =1+1\n'@SUM(A1)\tand "quotes", commas`);
  });

  test('whatever stands in a field: it is harmless in the file and comes back whole', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.array(hostile, { maxLength: 3 }), (name, purpose, partners) => {
        const [row] = rowsOf(
          catalogueCsv([record(name, { name: said(name), purpose: said(purpose), partners })]),
        );
        for (const cell of Object.values(row ?? {})) {
          expect(cell).not.toMatch(/^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/);
          for (const part of cell.split(/[;\t\r\n]/))
            expect(part).not.toMatch(/^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/);
        }
        expect(unguardCell(row?.name ?? '')).toBe(name);
        expect(unguardCell(row?.purpose ?? '')).toBe(purpose);
      }),
      { numRuns: 500 },
    );
  });

  test('guarding is undone exactly', () => {
    fc.assert(
      fc.property(hostile, (text) => expect(unguardCell(guardCell(text))).toBe(text)),
      { numRuns: 1_000 },
    );
  });

  test('plain text is left as it is', () => {
    for (const text of ['payments', 'a-b', "it's", '10 %', 'x=y', 'a; b']) expect(guardCell(text)).toBe(text);
  });
});
