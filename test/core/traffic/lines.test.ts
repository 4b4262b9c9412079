import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eachLine } from '../../../core/traffic/lines.ts';

const cut = async function* (bytes: Buffer, sizes: readonly number[]) {
  let at = 0;
  for (const size of sizes) {
    // One buffer used again and again, as streams may do.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    yield chunk;
    chunk.fill(0x21);
    at += size;
  }
  yield bytes.subarray(at);
};

const linesOf = async (bytes: Buffer, sizes: readonly number[] = [], limit?: number) => {
  const lines: (string | undefined)[] = [];
  const numbers: number[] = [];
  const count = await eachLine(
    cut(bytes, sizes),
    (line, number) => {
      lines.push(line);
      numbers.push(number);
    },
    limit,
  );
  return { lines, numbers, count };
};

describe('cutting a stream into lines', () => {
  test('numbers them from one; the last one needs no end', async () => {
    expect(await linesOf(Buffer.from('a\r\nb\n\nc'))).toEqual({
      lines: ['a', 'b', '', 'c'],
      numbers: [1, 2, 3, 4],
      count: 4,
    });
    expect((await linesOf(Buffer.from('a\n'))).lines).toEqual(['a']);
    expect((await linesOf(Buffer.alloc(0))).lines).toEqual([]);
  });

  test('the chunks make no difference, not even inside a character', async () => {
    const text = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 8 }).map((line) => line.replace(/[\r\n]/g, '')),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat({ max: 7 })), async (lines, sizes) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        expect((await linesOf(bytes, sizes)).lines).toEqual(lines);
      }),
    );
  });

  test('a line over the limit is told and the next one is read', async () => {
    const bytes = Buffer.from(`${'x'.repeat(50)}\nok\n${'y'.repeat(50)}`);
    for (const sizes of [[], [10, 10, 10, 10, 10, 10], [1, 1, 1]]) {
      expect((await linesOf(bytes, sizes, 20)).lines).toEqual([undefined, 'ok', undefined]);
    }
  });
});
