import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonPointer, readYamlText } from '../../core/yaml-text.ts';

describe('reading YAML', () => {
  test('gives the value and the line of every node, or of the nearest above it', () => {
    const read = readYamlText('a:\n  - b: 1\n  - c:\n      d: 2\n', 'f.yaml');
    expect(read).toMatchObject({ ok: true, value: { a: [{ b: 1 }, { c: { d: 2 } }] } });
    if (!read.ok) throw new Error('unreachable');
    expect(read.lineAt(['a', 1, 'c', 'd'])).toBe(4);
    expect(read.lineAt(['a', 1, 'missing'])).toBe(3);
  });

  test('JSON is read with the same lines', () => {
    const read = readYamlText('{\n "a": {\n  "b": 1\n }\n}', 'f.json');
    expect(read.ok && read.lineAt(['a', 'b'])).toBe(3);
  });

  test.each([
    ['a: 1\nb: [1, 2\nc: 3\n', 3],
    ['a: 1\na: 2\n', 2],
    ['{"a": 1,\n "b": [}', 2],
  ])('%j is refused with its line', (text, line) => {
    const read = readYamlText(text, 'f.yaml');
    expect(read).toMatchObject({ ok: false, problem: { file: 'f.yaml', line } });
  });

  test('billion laughs are refused', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `l${n}: &l${n} [${
          n
            ? Array(9)
                .fill(`*l${n - 1}`)
                .join(',')
            : '1'
        }]`,
    );
    const read = readYamlText(levels.join('\n'), 'bomb.yaml');
    expect(read).toMatchObject({ ok: false, problem: { message: expect.stringContaining('aliases') } });
  });

  test('a structure deeper than the stack is refused', () => {
    expect(readYamlText(`a: ${'['.repeat(50_000)}`, 'deep.yaml').ok).toBe(false);
  });

  test('too many bytes are refused before anything is parsed', () => {
    const read = readYamlText('a: 1', 'f.yaml', { maxBytes: 3, maxAliasCount: 1 });
    expect(read).toMatchObject({ ok: false, problem: { message: 'The file is larger than 3 bytes.' } });
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readYamlText(text, 'f');
      }),
    );
  });

  test('any JSON comes back as it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const read = readYamlText(JSON.stringify(value), 'f');
        return read.ok && JSON.stringify(read.value) === JSON.stringify(value);
      }),
    );
  });
});

test('pointers escape what RFC 6901 escapes', () => {
  expect(jsonPointer(['paths', '/a~b/{c}', 0])).toBe('/paths/~1a~0b~1{c}/0');
});
