import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readWorkshop } from '../../../core/inventory/workshop.ts';

const at = '2026-11-20T00:00:00.000Z';
const header = 'api,host,base_path,owner,data_class,exposure,partners,notes\n';

describe('a workshop file', () => {
  const read = readWorkshop(
    readFileSync('test/fixtures/inventory/workshop.csv', 'utf8'),
    'workshop/room-1.csv',
    at,
  );

  test('gives one claim for each row that names an API, with its place', () => {
    expect(read.evidence.map(({ apiName, locator }) => `${apiName} ${locator}`)).toEqual([
      'payments workshop/room-1.csv:2',
      'h2h-files workshop/room-1.csv:4',
      'rates workshop/room-1.csv:5',
      'mandates workshop/room-1.csv:7',
    ]);
  });

  test('maps headings as people write them and keeps what was said', () => {
    expect(read.evidence[0]).toEqual({
      source: 'workshop',
      locator: 'workshop/room-1.csv:2',
      apiName: 'payments',
      host: 'api.demo-bank.test',
      basePath: '/payments',
      owner: 'payments-team@demo-bank.test',
      exposure: 'partner',
      dataClass: 'confidential',
      partners: ['Fjord Pay', 'Klarblick'],
      note: 'card, SEPA',
      observedAt: at,
      confidence: 0.2,
    });
  });

  test('leaves out what a cell does not say, and an unknown word is a problem of that cell only', () => {
    const rates = read.evidence[2];
    expect(rates).not.toHaveProperty('dataClass');
    expect(rates).not.toHaveProperty('host');
    expect(rates).toHaveProperty('exposure', 'public');
  });

  test('reports each bad row with its line, in the order of the file', () => {
    expect(read.problems.map(({ line, message }) => [line, message])).toEqual([
      [3, 'The row names no API.'],
      [5, '`top-secret` is not a known dataClass.'],
      [6, 'The row has 10 cells, the header 8.'],
    ]);
    expect(read.problems.every(({ fix, file }) => fix.length > 0 && file === 'workshop/room-1.csv')).toBe(
      true,
    );
  });
});

describe('damaged files', () => {
  test('an open quote spoils its own row and none after it', () => {
    const { evidence, problems } = readWorkshop(
      `${header}payments,"api.test,,,,,,\ncards,,,,,,,\nfx,,,,,,,`,
      'w.csv',
      at,
    );
    expect(evidence.map(({ apiName, locator }) => `${apiName} ${locator}`)).toEqual([
      'cards w.csv:3',
      'fx w.csv:4',
    ]);
    expect(problems).toEqual([
      expect.objectContaining({ line: 2, message: 'The quotes of this row do not match.' }),
    ]);
  });

  test('a quoted line break keeps the line of the row', () => {
    const { evidence, problems } = readWorkshop(`${header}a,,,,,,,"two\nlines"\nb,,,,,,,`, 'w.csv', at);
    expect(problems).toEqual([]);
    expect(evidence.at(-1)?.locator).toBe('w.csv:4');
  });

  test.each([
    ['', 'The file is empty.'],
    ['team,host\na,b\n', 'The header has no column `api`.'],
  ])('%j says what the header must be', (text, message) => {
    expect(readWorkshop(text, 'w.csv', at)).toEqual({
      evidence: [],
      problems: [expect.objectContaining({ message, line: 1 })],
    });
  });

  test('a byte-order mark and Windows line ends are no part of the data', () => {
    const { evidence } = readWorkshop(`\uFEFF${header.trim()}\r\npayments,,,,,,,\r\n`, 'w.csv', at);
    expect(evidence.map(({ apiName }) => apiName)).toEqual(['payments']);
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const read = readWorkshop(header + text, 'w.csv', at);
        return read.evidence.every(({ apiName }) => Boolean(apiName));
      }),
    );
  });

  test('no row is lost: it is a claim or a problem', () => {
    const cell = fc.constantFrom('', 'a', '"', 'b;c', 'x y', 'public');
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 10 }), { maxLength: 8 }), (rows) => {
        const lines = rows.map((cells) => cells.join(','));
        const { evidence, problems } = readWorkshop(header + lines.join('\n'), 'w.csv', at);
        const quoted = lines.some((line) => line.includes('"'));
        const told = new Set([
          ...evidence.map(({ locator }) => Number(locator.split(':')[1])),
          ...problems.map(({ line }) => line),
        ]);
        // With quotes, a row can run over several lines; without, every line is told of.
        return quoted || lines.every((line, index) => line === '' || told.has(index + 2));
      }),
    );
  });
});
