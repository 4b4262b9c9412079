import { describe, expect, test } from '@jest/globals';
import type { Migration, ProbeResult } from '../../../core/migration/migration.ts';
import { probeComparison, probePairs } from '../../../core/report/sections/probe-comparison.ts';
import { exampleState } from '../../support/governance-example.ts';

const probe = (probeId: string, path: string, outcome: ProbeResult['outcome'] = 'passed'): ProbeResult => ({
  probeId,
  title: 'A probe',
  method: 'GET',
  path,
  outcome,
  expected: '401',
  observed: outcome === 'passed' ? '401' : '200',
});

describe('the same probe before and after', () => {
  test('is matched by id, method and path, whatever the order', () => {
    const before = [probe('P2', '/b', 'failed'), probe('P2', '/a', 'failed')];
    const after = [probe('P2', '/a'), probe('P2', '/b')];
    const pairs = probePairs({ probesBefore: before, probesAfter: after });
    expect(pairs.map((pair) => [pair.before?.path, pair.after?.path])).toEqual([
      ['/a', '/a'],
      ['/b', '/b'],
    ]);
  });

  test('that ran on one side only is shown with the other side empty', () => {
    const pairs = probePairs({ probesBefore: [probe('P1', '/a')], probesAfter: [probe('P2', '/a')] });
    expect(pairs.map(({ before, after }) => [before?.probeId, after?.probeId])).toEqual([
      [undefined, 'P2'],
      ['P1', undefined],
    ]);
  });
});

describe('the comparison', () => {
  const verified = exampleState().migrations[0] as Migration;

  test('marks in words what failed before and passes now, and nothing else', () => {
    const rows = `${probeComparison(verified)}`.split('<tr ').filter((row) => row.includes('rowheader'));
    const mended = rows.filter((row) => row.includes('(mended)'));
    expect(mended.map((row) => /P\d+/.exec(row)?.[0])).toEqual(['P2', 'P12']);
    for (const row of mended) expect(row).toMatch(/class="mended"[\s\S]*>failed<[\s\S]*>passed</);
  });

  test('counts both sides, and never counts what cannot be proven as passed', () => {
    expect(`${probeComparison(verified)}`).toContain(
      'Before: 1 passed, 2 failed, 1 not provable here. After: 3 passed, 0 failed, 1 not provable here.',
    );
  });

  test('says that a side was not run', () => {
    expect(`${probeComparison({ ...verified, probesAfter: [] })}`).toContain('After: not run.');
  });

  test('is nothing without probes', () => {
    expect(`${probeComparison({ ...verified, probesBefore: [], probesAfter: [] })}`).toBe('');
  });
});
