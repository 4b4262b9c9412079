import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runScore } from '../../bin/score-run.ts';
import { scoreReport } from '../../core/documentation/score-report.ts';
import { type CommandWorld, commandWorld } from '../support/command.ts';
import { accountsDocument } from '../support/migration-world.ts';

let world: CommandWorld;
beforeEach(() => {
  world = commandWorld();
});
afterEach(() => world.end());

const reportOf = () => scoreReport.parse(JSON.parse(world.heard.stdout));

describe('score', () => {
  test('a folder, with the contract as JSON', async () => {
    world.file('a.yaml', accountsDocument);
    world.file('b.yaml.gz', gzipSync(accountsDocument));
    world.file('notes.txt', 'not a document');
    expect(await runScore([world.path('')], { format: 'json' })).toBe(0);
    const { results } = reportOf();
    expect(results.map(({ file }) => file.split('/').at(-1))).toEqual(['a.yaml', 'b.yaml.gz']);
    expect(results[0]?.score).toBe(results[1]?.score);
    expect(results[0]?.checks.length).toBeGreaterThanOrEqual(10);
  });

  test('a document that cannot be read is a result with a gate, and the others are scored', async () => {
    world.file('a.yaml', 'openapi: 3.0.0\npaths: {]\n');
    world.file('b.yaml', accountsDocument);
    expect(await runScore([`${world.path('')}/*.yaml`], { format: 'json' })).toBe(2);
    const { results } = reportOf();
    expect(results).toMatchObject([
      { score: 0, gates: [expect.anything()] },
      { file: expect.stringContaining('b.yaml') },
    ]);
    expect(results[1]?.score).toBeGreaterThan(0);
    expect(world.heard.stderr).toMatch(/a\.yaml:2: /);
  });

  test('a broken archive is one too', async () => {
    expect(await runScore([world.file('a.yaml.gz', 'no archive')], { format: 'json' })).toBe(2);
    expect(reportOf().results).toMatchObject([{ score: 0, grade: 'E' }]);
    expect(world.heard.stderr).toContain('cannot be read');
  });

  test('the threshold', async () => {
    const file = world.file('a.yaml', accountsDocument);
    expect(await runScore([file], { format: 'text', failUnder: 0 })).toBe(0);
    expect(await runScore([file], { format: 'text', failUnder: 100 })).toBe(1);
  });

  test('text names the fixes that bring most', async () => {
    await runScore(
      [
        world.file(
          'a.yaml',
          'openapi: 3.0.3\ninfo: { title: x, version: "1" }\npaths: { /a: { get: { responses: {} } } }',
        ),
      ],
      {
        format: 'text',
      },
    );
    expect(world.heard.stdout).toMatch(/^ *\d+\.\d [A-E] {2}.*a\.yaml\n/);
    expect(world.heard.stdout).toMatch(/\+\d+(\.\d)? DOC-/);
  });

  test('an argument that stands for nothing is refused', async () => {
    await expect(runScore([world.path('none.yaml')], { format: 'text' })).rejects.toMatchObject({
      exitCode: 2,
    });
  });
});
