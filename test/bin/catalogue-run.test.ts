import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { type CatalogueOptions, runCatalogue } from '../../bin/catalogue-run.ts';
import { register } from '../../bin/commands/catalogue.ts';
import { apiId } from '../../core/identifiers.ts';
import { catalogueJson } from '../../core/inventory/export/catalogue-file.ts';
import { exportCatalogue, exportFormatIds } from '../../core/inventory/export/export-catalogue.ts';
import type { AssessmentResult } from '../../core/posture/assessment.ts';
import { exampleRecords } from '../support/catalogue-records.ts';
import { type CommandWorld, commandWorld } from '../support/command.ts';
import { record } from '../support/governance-world.ts';
import { memoryCatalogue } from '../support/memory/catalogue.ts';

let world: CommandWorld;
const environment = { ...process.env };
beforeEach(() => {
  world = commandWorld();
});
afterEach(() => {
  world.end();
  process.env = { ...environment };
  process.exitCode = 0;
});
const saved = (records = exampleRecords) => world.file('catalogue.json', catalogueJson({ records }));
const run = (options: Partial<CatalogueOptions>) =>
  runCatalogue({ format: 'text', ...options, from: options.from ?? saved() });

describe('gatehouse catalogue', () => {
  test.each(exportFormatIds)('--format %s writes what the core writes', async (format) => {
    expect(await run({ format })).toBe(0);
    expect(world.heard.stdout).toBe(exportCatalogue(exampleRecords, format).body);
  });

  test.each([80, 120])('text fits %d columns, plainly', async (width) => {
    process.env.COLUMNS = String(width);
    const steering = record('evil\u001b[31m\u202e\nname');
    await run({ from: saved([...exampleRecords, steering]) });
    const lines = world.heard.stdout.split('\n');
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(world.heard.stdout).not.toMatch(/[\u001b\u202e]/);
    expect(world.heard.stdout).toContain('evil·[31m··name');
    expect(world.heard.stdout).toContain('4 APIs, 1 host, 2 endpoints, 3 without an owner.');
    expect(world.heard.stdout).toContain('1  shadow        called, on no approved gateway');
  });

  test('choices: a state, an owner, an exposure', async () => {
    await run({ state: 'shadow' });
    await run({ owner: 'PAYMENTS-team@bank.example' });
    await run({ exposure: ['partner', 'public'] });
    expect(world.heard.stdout.match(/^Payments /gm)).toHaveLength(3);
    expect(world.heard.stdout).not.toContain('Quotes');
    await run({ owner: 'nobody' });
    expect(world.heard.stdout).toMatch(/No API matches\.\n$/);
  });

  test('the deployed catalogue is read where no file is named; what was assessed goes into the bill of materials', async () => {
    const gone = record('gone', { removedSince: 'cycle-9' });
    const catalogue = memoryCatalogue([...exampleRecords, gone]);
    const [payments] = exampleRecords;
    await catalogue.putAssessment({
      apiId: payments?.apiId ?? apiId(''),
      results: [{ checkId: 'AUTHN-01', status: 'PASS' }],
    } as unknown as AssessmentResult);
    await runCatalogue({ format: 'cyclonedx' }, async () => catalogue);
    const { services } = JSON.parse(world.heard.stdout);
    expect(services).toHaveLength(3);
    expect(services.map(({ authenticated }: { authenticated?: boolean }) => authenticated)).toEqual([
      undefined,
      true,
      undefined,
    ]);
  });

  test('a list for outside that holds what nobody says is for outside is said aloud', async () => {
    await run({ format: 'linkset' });
    expect(world.heard.stderr).toContain('2 of 3 APIs are not known to be for partners or the public.');
    world.heard.stderr = '';
    await run({ format: 'linkset', exposure: ['partner'] });
    await run({ format: 'csv' });
    expect(world.heard.stderr).toBe('');
  });

  test('the stored catalogue of a cycle, which has no version, is read as well', async () => {
    const { schemaVersion: _, ...stored } = JSON.parse(catalogueJson({ records: exampleRecords })) as Record<
      string,
      unknown
    >;
    const from = world.file('stored.json', JSON.stringify({ cycleId: 'cycle-1', diff: {}, ...stored }));
    expect(await run({ from, format: 'json' })).toBe(0);
    expect(JSON.parse(world.heard.stdout)).toMatchObject({ schemaVersion: 1, records: [{}, {}, {}] });
  });

  test.each([
    ['not json', 'It is not JSON. Make one with gatehouse catalogue'],
    ['{"records":[{"apiId":"x"}]}', '/records/0/name: '],
    ['{"schemaVersion":7,"records":[]}', '/schemaVersion: '],
  ])('what is no catalogue is refused with its place: %s', async (content, message) => {
    const from = world.file('broken.json', content);
    await expect(run({ from })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });

  test('--help shows examples and exit codes; addresses are looked at', async () => {
    const parse = (...args: string[]) => {
      const program = new Command('gatehouse').exitOverride();
      register(program);
      for (const one of program.commands) one.exitOverride();
      return program.parseAsync(args, { from: 'user' });
    };
    await expect(parse('catalogue', '--help')).rejects.toMatchObject({ exitCode: 0 });
    expect(world.heard.stdout).toMatch(/Examples:\n {2}npx gatehouse catalogue /);
    expect(world.heard.stdout).toContain('Exit codes: 0 ');
    await expect(parse('catalogue', '--site', 'ftp://x')).rejects.toMatchObject({
      code: 'commander.invalidArgument',
    });
    await parse(
      'catalogue',
      '--from',
      saved(),
      '--format',
      'apis-json',
      '--site',
      'https://dev.bank.example/x/',
    );
    expect(JSON.parse(world.heard.stdout.slice(world.heard.stdout.indexOf('{')))).toMatchObject({
      url: 'https://dev.bank.example/apis.json',
    });
  });
});
