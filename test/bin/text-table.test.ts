import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printable, shortened, wrapped } from '../../bin/printable.ts';
import { textTable } from '../../bin/text-table.ts';

const columns = [
  { title: 'Name', cell: ([name]: readonly string[]) => name ?? '', weight: 2 },
  { title: 'Count', cell: ([, count]: readonly string[]) => count ?? '', weight: 0, align: 'right' as const },
  { title: 'Place', cell: ([, , place]: readonly string[]) => place ?? '', weight: 3 },
];

describe('a table of text', () => {
  test('columns stand under each other, numbers to the right', () => {
    expect(
      textTable(
        [
          ['a', '7', 'x'],
          ['longer', '12', 'yy'],
        ],
        columns,
        60,
      ),
    ).toEqual(['Name    Count  Place', 'a           7  x', 'longer     12  yy']);
  });

  test('what does not fit is cut where there is weight, and nothing of the others', () => {
    const [, row = ''] = textTable([['n'.repeat(50), '1234567', 'p'.repeat(20)]], columns, 40);
    expect(row.length).toBeLessThanOrEqual(40);
    expect(row.length).toBeGreaterThanOrEqual(38);
    expect(row).toContain('1234567');
    expect(row).toMatch(/^n+… {2}1234567 {2}p+…$/);
  });

  test('whatever the cells hold, every line fits and holds no control character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{0,6}$/), fc.string()), {
          maxLength: 8,
        }),
        fc.integer({ min: 30, max: 120 }),
        (rows, width) => {
          const lines = textTable(rows, columns, width);
          expect(lines).toHaveLength(rows.length + 1);
          for (const line of lines) {
            expect([...line].length).toBeLessThanOrEqual(width);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
            expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|\s$/);
          }
        },
      ),
    );
  });
});

describe('text for a terminal', () => {
  test('nothing steers it', () => {
    expect(printable('a\u001b]0;title\u0007b\r\n\u202ec')).toBe('a·]0;title·b···c');
  });

  test('cut at a character, not in one', () => {
    expect(shortened('🏦🏦🏦🏦', 3)).toBe('🏦🏦…');
    expect(shortened('abc', 3)).toBe('abc');
  });

  test('words are kept whole and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/)), (words) => {
        const lines = wrapped(words.join(' '), 30, '  ');
        expect(lines.join(' ').split(/ +/).filter(Boolean)).toEqual(words);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(30);
      }),
    );
  });
});
