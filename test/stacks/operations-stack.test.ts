import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { alarmTable } from '../../lib/alarm-table.ts';
import { synthesised } from '../support/synthesised.ts';

const { ofType } = synthesised();
const alarms = ofType('AWS::CloudWatch::Alarm');

test('every row gives its alarms, and every alarm tells somebody', () => {
  expect(alarms.length).toBeGreaterThanOrEqual(alarmTable.length);
  for (const [, { Properties }] of alarms) expect(Properties.AlarmActions).toHaveLength(1);
});

test.each(alarms)('%s names its place in the runbook and what it does not show', (_id, { Properties }) => {
  const description = String(Properties.AlarmDescription);
  const anchor = /docs\/runbook\.md#([a-z-]+)\./.exec(description)?.[1];
  expect(alarmTable.map((row) => row.anchor)).toContain(anchor);
  expect(description).toContain('Does not show:');
});

test('the runbook has a section for each row and none without an alarm', () => {
  const sections = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(
    (match) => match[1],
  );
  expect(sections.sort()).toEqual(alarmTable.map(({ anchor }) => anchor).sort());
});
