import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { evidenceSources } from '../../../../core/inventory/evidence-sources.ts';
import { importers } from '../../../../core/inventory/importers/registry.ts';
import { visibilityAreas } from '../../../../core/inventory/visibility.ts';

const folder = new URL('../../../../core/inventory/importers/', import.meta.url);
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .filter((entry) => readdirSync(new URL(`${entry.name}/`, folder)).includes('importer.ts'))
  .map(({ name }) => name);

test('every importer is registered under the name of its folder, once', () => {
  expect(importers.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
});

test.each(importers)('$id says what it reads and how to get it', (importer) => {
  expect(Object.keys(evidenceSources)).toContain(importer.source);
  expect(importer.title).not.toBe('');
  expect(importer.howTo).toMatch(/^[A-Z`].{20,300}\.$/s);
});

test.each(importers)('$id says for every area what it can see, even of nothing', (importer) => {
  const { visibility } = importer.parse([], { secret: () => undefined });
  expect(Object.keys(visibility).toSorted()).toEqual([...visibilityAreas].toSorted());
  for (const { seen, reason } of Object.values(visibility))
    if (seen === 'full') expect(reason).toBe('');
    else expect(reason).toMatch(/^[A-Z`‘“].{10,}\.$/s);
});

test.each(importers)('$id does not claim what it does not know', (importer) => {
  const text = 'Minutes of the meeting\n\nNothing was decided.\n';
  const file = { name: 'minutes.txt', bytes: new TextEncoder().encode(text), text: () => text };
  expect(importer.detect([file])).toBeUndefined();
  expect(importer.detect([])).toBeUndefined();
});
