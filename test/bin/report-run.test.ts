import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeReport } from '../../bin/report-run.ts';
import { memoryMigrations } from '../support/memory/migrations.ts';
import { riskWorld, voteNow, withOpenRound } from '../support/risk-world.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const stored = async () => {
  const world = riskWorld();
  await withOpenRound(world);
  await voteNow(world);
  return { ...world, migrations: memoryMigrations() };
};

test('writes the same state for people and for machines, and nothing else', async () => {
  const { html, state } = await writeReport(join(folder, 'new', 'folder'), await stored());
  expect(readdirSync(join(folder, 'new', 'folder')).sort()).toEqual([
    'gatehouse-report.html',
    'gatehouse-report.json',
  ]);
  expect(readFileSync(html, 'utf8')).toContain('The controls hold and the date is short enough.');
  const json = JSON.parse(readFileSync(html.replace(/html$/, 'json'), 'utf8'));
  expect(json).toEqual(JSON.parse(JSON.stringify(state)));
  expect(json.reviews[0].review.state).toBe('CONDITIONAL');
});

test('replaces the report of before, and is the same for the same state', async () => {
  const world = await stored();
  const first = readFileSync((await writeReport(folder, world)).html, 'utf8');
  const second = readFileSync((await writeReport(folder, world)).html, 'utf8');
  expect(second).toBe(first);
});
