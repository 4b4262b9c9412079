import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { delimiterOf, readCsv } from '../../../../core/inventory/importers/table.ts';

const cell = fc.stringMatching(/^[A-Za-z0-9 äöü.,;|/:-]{0,20}$/).map((text) => text.trim());
const grid = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 12 }))
  .chain(([columns, rows]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

test('a table is read as it was written, whatever separates its cells', () => {
  fc.assert(
    fc.property(grid, fc.constantFrom(',', ';', '\t', '|'), fc.boolean(), (rows, delimiter, mark) => {
      const quoted = (text: string) => (/[,;|]/.test(text) || text === '' ? `"${text}"` : text);
      const text = rows.map((cells) => cells.map(quoted).join(delimiter)).join('\r\n');
      const { table, problems } = readCsv(`${mark ? '\ufeff' : ''}${text}`, 'f.csv');
      expect(problems).toEqual([]);
      const filled = rows.filter((cells) => cells.some((one) => one !== '') || cells.length > 1);
      expect(table.rows.map(({ cells }) => cells)).toEqual(filled);
    }),
  );
});

test('nothing that is no table makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(() => readCsv(text, 'f.csv')).not.toThrow();
    }),
  );
});

describe('lines and limits', () => {
  test('Excel’s own line about the delimiter is believed and counted', () => {
    const { table } = readCsv('sep=;\r\na,b;c\r\n1;2\r\n', 'f.csv');
    expect(table.rows).toEqual([
      { cells: ['a,b', 'c'], line: 2 },
      { cells: ['1', '2'], line: 3 },
    ]);
  });

  test('one open quote is a problem of its row', () => {
    const { table, problems } = readCsv('a,b\n1,2\n"x,3\n4,5\n', 'f.csv');
    expect(table.rows.map(({ line }) => line)).toEqual([1, 2, 4]);
    expect(problems).toMatchObject([{ file: 'f.csv', line: 3 }]);
  });

  test('more than 100,000 rows are refused', () => {
    const { table, problems } = readCsv(`a,b\n${'1,2\n'.repeat(100_001)}`, 'f.csv');
    expect(table.rows).toEqual([]);
    expect(problems[0]?.message).toBe('It has more than 100000 rows.');
  });

  test('a semicolon wins over the commas inside cells', () => {
    expect(delimiterOf('name;partners\nA;x, y, z\nB;u, v\n')).toBe(';');
  });
});
