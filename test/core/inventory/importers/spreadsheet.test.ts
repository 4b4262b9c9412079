import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { parse } from 'yaml';
import { importFile } from '../../../../core/inventory/importers/import-file.ts';
import { neutral } from '../../../../core/inventory/importers/neutral-text.ts';
import { dayIn, methodsIn } from '../../../../core/inventory/importers/spreadsheet/cells.ts';
import { fieldOf } from '../../../../core/inventory/importers/spreadsheet/columns.ts';
import { spreadsheetImporter } from '../../../../core/inventory/importers/spreadsheet/importer.ts';
import { previewMapping } from '../../../../core/inventory/importers/spreadsheet/preview.ts';
import { readWorkbook } from '../../../../core/inventory/importers/spreadsheet/workbook.ts';

const context = { secret: () => undefined };
const text = (name: string, content: string) => importFile(name, new TextEncoder().encode(content));
const workbookBytes = (name: string): Uint8Array => {
  const file = new URL(`../../../fixtures/imports/spreadsheet/${name}.yaml`, import.meta.url);
  const { files } = parse(readFileSync(file, 'utf8')) as { files: Record<string, { base64: string }> };
  return Buffer.from(Object.values(files)[0]?.base64 ?? '', 'base64');
};

test.each([
  ['API Name', 'api'],
  ['Schnittstelle (technisch)', 'api'],
  ['Nom de l’API', 'api'],
  ['Host name', 'host'],
  ["Nom d'hôte", 'host'],
  ['HTTP-Methode(n)', 'method'],
  ['Méthodes HTTP', 'method'],
  ['Owner / Team', 'owner'],
  ['Eigentümer', 'owner'],
  ['Propriétaire', 'owner'],
  ['Consumers', 'partners'],
  ['Data Classification', 'dataClass'],
  ['Schutzklasse', 'dataClass'],
  ['Zuletzt gesehen', 'lastSeen'],
  ['Basis-URL', 'url'],
  ['API endpoint URL', 'url'],
  ['Umgebung', 'environment'],
  ['Status code', undefined],
  ['API Key', undefined],
  ['', undefined],
])('the heading %j means %s', (heading, field) => expect(fieldOf(heading)).toBe(field));

test.each([
  ['GET/POST', ['GET', 'POST']],
  ['get, put und delete', ['GET', 'PUT', 'DELETE']],
  ['GET & GET', ['GET']],
  ['*', ['ANY']],
  ['alle', ['ANY']],
  ['-', []],
  ['', []],
  ['fetch', undefined],
])('the methods of %j', (cell, methods) => expect(methodsIn(cell)).toEqual(methods));

test.each([
  ['2026-11-24', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24 10:30:00', '2026-11-24T10:30:00.000Z'],
  ['2026-11-24T10:30:00+01:00', '2026-11-24T09:30:00.000Z'],
  ['24.11.2026', '2026-11-24T00:00:00.000Z'],
  ['3.4.2026', '2026-04-03T00:00:00.000Z'],
  ['24/11/2026', '2026-11-24T00:00:00.000Z'],
  ['03/04/2026', undefined],
  ['31.02.x', undefined],
  ['yesterday', undefined],
])('the day of %j', (cell, day) => expect(dayIn(cell)).toBe(day));

test('no cell that is passed on begins a formula', () => {
  for (const cell of ['=1+1', '+1', '-x', '@sum', "\t'=x", '--', '=@-+y'])
    expect(neutral(cell)).not.toMatch(/^[=+\-@\t\r]/);
});

test('rows of one API say together what is known of it', () => {
  const { apis } = spreadsheetImporter.parse(
    [
      text(
        'i.csv',
        [
          'API;URL;Owner;Partners;Data class;Exposure;Environment;Status;Version;Description;Type;Last seen;Backend',
          'Pay;https://api.bank.example/pay;pay@bank.example;Fin1, Fin2;Vertraulich;Partner;Produktion;aktiv;2;Takes payments;REST;24.11.2026;http://pay.internal.bank.example/x/',
          'pay;https://api.bank.example/pay/v2;other;Fin3;;;;;;;;;',
        ].join('\n'),
      ),
    ],
    context,
  );
  expect(apis).toMatchObject([
    {
      name: 'Pay',
      owner: 'pay@bank.example',
      partners: ['Fin1', 'Fin2', 'Fin3'],
      dataClass: 'confidential',
      exposure: 'partner',
      environment: 'production',
      lifecycle: 'active',
      version: '2',
      purpose: 'Takes payments',
      style: 'REST',
      observedAt: '2026-11-24T00:00:00.000Z',
      leadsTo: ['host:pay.internal.bank.example/x'],
      locator: 'i.csv:2',
    },
  ]);
});

test('the preview shows which column means what, without what identifies anybody', () => {
  const files = [
    text(
      'i.csv',
      'Title\nAPI,Ref,Owner,URL\nPay,7,jane.roe@bank.example,https://api.bank.example/pay?token=a1b2c3d4e5f6a7b8\n',
    ),
    text('columns.yaml', 'columns: { Ref: ignore }\n'),
  ];
  const [preview] = previewMapping(files);
  expect(preview).toMatchObject({
    table: 'i.csv',
    headerLine: 2,
    rows: 1,
    columns: [
      { heading: 'API', field: 'api', by: 'heading', samples: ['Pay'] },
      { heading: 'Ref', by: 'mapping' },
      { heading: 'Owner', field: 'owner' },
      { heading: 'URL', field: 'url' },
    ],
  });
  expect(JSON.stringify(preview)).not.toMatch(/jane|a1b2c3/);
});

test('10,000 rows are read within 5 seconds', () => {
  const row = (n: number) =>
    `API ${n % 700},h${n % 40}.bank.example,/v1/r${n}/{id},"GET, POST",team${n % 9}@bank.example,"P1;P2"`;
  const rows = Array.from({ length: 10_000 }, (_, n) => row(n)).join('\n');
  const start = performance.now();
  const { apis } = spreadsheetImporter.parse(
    [text('big.csv', `API,Host,Path,Method,Owner,Partners\n${rows}`)],
    context,
  );
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(apis.flatMap(({ routes }) => routes)).toHaveLength(20_000);
});

describe('workbooks', () => {
  test('dates of the calendars of 1900 and 1904 are days, and rows keep their numbers', () => {
    const first = readWorkbook(workbookBytes('workbook'), 'w.xlsx');
    const second = readWorkbook(workbookBytes('workbook-of-1904'), 'w.xlsx');
    if (!first.ok || !second.ok) throw new Error('unreadable');
    expect(first.tables.map(({ name }) => name)).toEqual(['w.xlsx/APIs', 'w.xlsx/Lookup', 'w.xlsx/Loans']);
    const lines = new Map(first.tables[0]?.rows.map(({ line, cells }) => [line, cells]));
    expect(lines.get(4)?.[5]).toBe('2026-11-03');
    expect(lines.get(5)?.slice(0, 2)).toEqual(['Cards', 'cards.bank.example']);
    expect(lines.get(5)?.[5]).toBe('2026-11-04T12:30:00.000Z');
    expect(second.tables[0]?.rows[1]?.cells).toEqual([
      'Konto info',
      'https://k.bank.example/konten/{iban}',
      'GET und POST',
      '2026-05-06',
      'Team "Ä" & <Ö>',
    ]);
    expect(second.tables[0]?.rows[2]?.cells).toEqual(['Formel', '/x/y', 'DELETE', 'true']);
  });

  test.each([
    ['no zip', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9])],
    ['a zip of something else', zipSync({ 'a.txt': new Uint8Array(3) })],
    ['a workbook part that is no XML', zipSync({ 'xl/workbook.xml': new TextEncoder().encode('<workbook') })],
    ['cut off', workbookBytes('workbook').slice(0, 2_000)],
  ])('%s is refused with what to do', (_, bytes) => {
    const reading = readWorkbook(bytes, 'w.xlsx');
    expect(reading).toMatchObject({
      ok: false,
      problem: { file: 'w.xlsx', fix: expect.stringContaining('CSV') },
    });
  });

  test('a sheet that unpacks to too much is a problem, and the others are read', () => {
    const parts = (sheet: string) => ({
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="Bomb" r:id="a"/><sheet name="Fine" r:id="b"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="a" Target="worksheets/a.xml"/><Relationship Id="b" Target="/xl/worksheets/b.xml"/></Relationships>',
      'xl/worksheets/a.xml': sheet,
      'xl/worksheets/b.xml':
        '<worksheet><sheetData><row><c t="inlineStr"><is><t>api</t></is></c></row></sheetData></worksheet>',
    });
    const pack = (sheet: string) =>
      zipSync(
        Object.fromEntries(
          Object.entries(parts(sheet)).map(([name, content]) => [name, new TextEncoder().encode(content)]),
        ),
      );
    const bomb = readWorkbook(pack(' '.repeat(80 * 1024 * 1024)), 'w.xlsx');
    expect(bomb).toMatchObject({
      ok: true,
      tables: [{ name: 'w.xlsx/Fine' }],
      problems: [{ file: 'w.xlsx/Bomb' }],
    });
    const rows = Array.from(
      { length: 100_001 },
      (_, n) => `<row><c><v>${(n * 7_919_111) % 999_983}</v></c></row>`,
    );
    const long = readWorkbook(pack(`<sheetData>${rows.join('')}</sheetData>`), 'w.xlsx');
    expect(long).toMatchObject({
      tables: [{ name: 'w.xlsx/Fine' }],
      problems: [{ message: 'It has more than 100000 rows.' }],
    });
  });

  test('the binary form before 2007 is a problem that says what to save', () => {
    const old = importFile('old.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]));
    expect(spreadsheetImporter.parse([old], context).problems).toMatchObject([
      { file: 'old.xls', fix: expect.stringContaining('.xlsx') },
    ]);
  });
});
