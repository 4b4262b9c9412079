import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { scoreReport } from '../../core/documentation/score-report.ts';
import { catalogueFile } from '../../core/inventory/export/catalogue-file.ts';
import { postureReport } from '../../core/posture/posture-report.ts';
import { snapshotFile } from '../../core/posture/snapshot-file.ts';
import { trafficReport } from '../../core/traffic/traffic-report.ts';

/** What others build on: a change of an output shows here, in the file that they read. */
test.each([
  ['posture', postureReport],
  ['snapshot', snapshotFile],
  ['score', scoreReport],
  ['catalogue', catalogueFile],
  ['traffic', trafficReport],
])('docs/schemas/%s.json is what the command writes', (name, schema) => {
  const written = JSON.parse(readFileSync(`docs/schemas/${name}.json`, 'utf8')) as unknown;
  expect(written).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(schema))));
});
