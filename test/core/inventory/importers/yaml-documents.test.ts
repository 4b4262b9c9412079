import { expect, test } from '@jest/globals';
import { importFile } from '../../../../core/inventory/importers/import-file.ts';
import { readYamlDocuments } from '../../../../core/inventory/importers/yaml-documents.ts';

const read = (text: string) => readYamlDocuments(importFile('a.yaml', new TextEncoder().encode(text)));

test('every document with its place and lines; empty ones are left out', () => {
  const { documents, problems } = read('a: 1\n---\n---\nb:\n  c: 2\n');
  expect(problems).toEqual([]);
  expect(documents.map(({ value, index }) => [value, index])).toEqual([
    [{ a: 1 }, 0],
    [{ b: { c: 2 } }, 2],
  ]);
  expect(documents[1]?.lineAt(['b', 'c'])).toBe(5);
  expect(documents[1]?.lineAt(['b', 'absent'])).toBe(5);
});

test('JSON is one document', () => {
  expect(read('{"a": [1, 2]}').documents.map(({ value }) => value)).toEqual([{ a: [1, 2] }]);
});

test('a document that is broken is named with its line, and the others are read', () => {
  const { documents, problems } = read('a: 1\n---\nb: [1\n---\nc: 3\n');
  expect(documents.map(({ value }) => value)).toContainEqual({ a: 1 });
  expect(problems).toHaveLength(1);
  expect(problems[0]?.line).toBeGreaterThanOrEqual(3);
});

test('tags are not resolved, and a key that stands twice is refused', () => {
  expect(read('a: !Ref b\n').documents.map(({ value }) => value)).toEqual([{ a: 'b' }]);
  expect(read('a: 1\na: 2\n').problems).toHaveLength(1);
});

test('what is in no encoding that can be read is a problem', () => {
  const { documents, problems } = readYamlDocuments(importFile('a.yaml', Buffer.from('a: ü', 'latin1')));
  expect(documents).toEqual([]);
  expect(problems[0]?.message).toMatch(/Latin-1/);
});
