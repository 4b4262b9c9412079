import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lineCutter } from '../../../core/traffic/line-bytes.ts';

const linesOf = (bytes: Buffer, sizes: readonly number[] = [], limit?: number) => {
  const lines: (string | undefined)[] = [];
  const numbers: number[] = [];
  const cutter = lineCutter(
    (line, start, end, number) => {
      lines.push(line.toString('utf8', start, end));
      numbers.push(number);
    },
    (number) => {
      lines.push(undefined);
      numbers.push(number);
    },
    limit,
  );
  let at = 0;
  for (const size of sizes) {
    // One buffer used again and again, as streams may do.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    cutter.chunk(chunk);
    chunk.fill(0x21);
    at += size;
  }
  cutter.chunk(bytes.subarray(at));
  return { lines, numbers, count: cutter.end() };
};

describe('cutting bytes into lines', () => {
  test('numbers them from one; the last one needs no end', () => {
    expect(linesOf(Buffer.from('a\r\nb\n\nc'))).toEqual({
      lines: ['a', 'b', '', 'c'],
      numbers: [1, 2, 3, 4],
      count: 4,
    });
    expect(linesOf(Buffer.from('a\n')).lines).toEqual(['a']);
    expect(linesOf(Buffer.alloc(0)).lines).toEqual([]);
  });

  test('the chunks make no difference, not even inside a character', () => {
    const text = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 8 }).map((line) => line.replace(/[\r\n]/g, '')),
    );
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 7 })), (lines, sizes) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        expect(linesOf(bytes, sizes).lines).toEqual(lines);
      }),
    );
  });

  test('a line over the limit is told and the next one is read', () => {
    const bytes = Buffer.from(`${'x'.repeat(50)}\nok\n${'y'.repeat(50)}`);
    for (const sizes of [[], [10, 10, 10, 10, 10, 10], [1, 1, 1]])
      expect(linesOf(bytes, sizes, 20).lines).toEqual([undefined, 'ok', undefined]);
  });
});
