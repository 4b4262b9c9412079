import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { conversionLog } from '../../../../core/migration/convert/report.ts';
import { transformations } from '../../../../core/migration/convert/transformations.ts';
import type { JsonObject } from '../../../../core/migration/json.ts';

const folder = new URL('../../../fixtures/migration/convert/', import.meta.url);

interface Fixture {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly gaps: number;
  readonly blocked: number;
}

const fixture = (id: string) => parse(readFileSync(new URL(`${id}.yaml`, folder), 'utf8')) as Fixture;

test('every transformation has a fixture, and every fixture a transformation', () => {
  const ids = transformations.map(({ id }) => id);
  expect(
    readdirSync(folder)
      .map((file) => file.replace('.yaml', ''))
      .sort(),
  ).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(transformations.map((transformation) => [transformation.id, transformation] as const))(
  '%s',
  (id, transformation) => {
    test(transformation.title, () => {
      const { before, after, gaps, blocked } = fixture(id);
      const log = conversionLog(before);
      transformation.apply(before, log);
      expect(before).toEqual(after);
      expect({ gaps: log.gaps.length, blocked: log.blocked.length }).toEqual({ gaps, blocked });
      expect(log.changes.length + log.gaps.length + log.blocked.length).toBeGreaterThan(0);
      for (const entry of [...log.changes, ...log.gaps, ...log.blocked])
        expect(entry.pointer).toMatch(/^$|^\//);
    });

    test('changes nothing of its own result', () => {
      const { after } = fixture(id);
      const document = structuredClone(after);
      const log = conversionLog(document);
      transformation.apply(document, log);
      expect(document).toEqual(after);
      expect(log.changes).toEqual([]);
    });
  },
);
