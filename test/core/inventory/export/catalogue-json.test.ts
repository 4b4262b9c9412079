import { describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import type { ApiRecord, EndpointRecord } from '../../../../core/inventory/api-record.ts';
import type { Evidence } from '../../../../core/inventory/evidence.ts';
import { catalogueFile, catalogueJson } from '../../../../core/inventory/export/catalogue-file.ts';
import type {
  endpointSchema,
  evidenceSchema,
  recordSchema,
} from '../../../../core/inventory/export/record-schema.ts';
import { exampleRecords } from '../../../support/catalogue-records.ts';

/** Members that a schema forgets would be lost on the way through a file: then this does not compile. */
type Forgotten =
  | Exclude<keyof ApiRecord, keyof z.output<typeof recordSchema>>
  | Exclude<keyof EndpointRecord, keyof z.output<typeof endpointSchema>>
  | Exclude<keyof Evidence, keyof z.output<typeof evidenceSchema>>;
const nothingForgotten: [Forgotten] extends [never] ? true : Forgotten = true;

describe('the catalogue as a file', () => {
  test('comes back as it was, by name', () => {
    expect(nothingForgotten).toBe(true);
    const { records, schemaVersion } = catalogueFile.parse(
      JSON.parse(catalogueJson({ records: exampleRecords })),
    );
    expect(schemaVersion).toBe(1);
    expect(records).toEqual([exampleRecords[2], exampleRecords[0], exampleRecords[1]]);
  });

  test('members stand in the order of the schema, however a record was made', () => {
    const turned = exampleRecords.map(
      (record) => Object.fromEntries(Object.entries(record).toReversed()) as unknown as ApiRecord,
    );
    expect(catalogueJson({ records: turned.toReversed() })).toBe(catalogueJson({ records: exampleRecords }));
  });

  test.each([
    [{ schemaVersion: 2, records: [] }, ['schemaVersion']],
    [{ schemaVersion: 1, records: [{ apiId: '' }] }, ['records', 0, 'apiId']],
    [{ schemaVersion: 1 }, ['records']],
  ])('what is no catalogue is refused with its place: %j', (value, path) => {
    expect(catalogueFile.safeParse(value).error?.issues[0]?.path).toEqual(path);
  });
});
