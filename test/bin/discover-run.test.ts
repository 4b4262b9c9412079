import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { zipSync } from 'fflate';
import { runCatalogue } from '../../bin/catalogue-run.ts';
import { register } from '../../bin/commands/discover.ts';
import { type DiscoverOptions, runDiscover } from '../../bin/discover-run.ts';
import { collectors } from '../../core/inventory/collectors/registry.ts';
import { catalogueFile } from '../../core/inventory/export/catalogue-file.ts';
import { importers } from '../../core/inventory/importers/registry.ts';
import { type CommandWorld, commandWorld } from '../support/command.ts';

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

const openApi = (title: string, path: string) =>
  `openapi: 3.0.3\ninfo: { title: ${title}, version: "1" }\nservers: [{ url: "https://api.bank.example/${title}" }]\npaths:\n  ${path}:\n    get: { responses: { "200": { description: ok } } }\n`;
const kong = `_format_version: "3.0"
services:
- name: cards
  url: http://cards.internal:8080
  routes:
  - name: cards
    hosts: [cards.bank.example]
    paths: [/cards]
    methods: [GET]
`;
const write = (name: string, content: string | Uint8Array) => {
  const path = world.path(name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const run = (options: Partial<DiscoverOptions>) => runDiscover({ format: 'json', ...options });
const found = () => catalogueFile.parse(JSON.parse(world.heard.stdout));
const names = () => found().records.map(({ name }) => name.value);

describe('gatehouse discover, offline', () => {
  test('a folder of many exports: each is read as what it is, what nobody knows is named', async () => {
    write('exports/a.yaml', openApi('accounts', '/accounts'));
    write('exports/kong.yaml', kong);
    write('exports/specs/b.yaml', openApi('balances', '/balances'));
    write('exports/holiday.txt', 'see you in two weeks');
    write('exports/.git/config', 'not an export');
    expect(await run({ import: [world.path('exports')] })).toBe(2);
    expect(names()).toEqual(['accounts', 'balances', 'cards']);
    const { coverage = [], problems = [], statement = [] } = found();
    expect(coverage.filter(({ state }) => state === 'UNREAD').map(({ place }) => place)).toEqual([
      world.path('exports/holiday.txt'),
    ]);
    expect(problems.map(({ file }) => file)).toEqual([world.path('exports/holiday.txt')]);
    expect(statement[0]).toBe('3 APIs known.');
    expect(statement.join(' ')).toContain('not enough independent sources');
  });

  test('a zip, a glob and several names; nothing of the account is asked', async () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
    write('specs/a.yaml', openApi('accounts', '/accounts'));
    write('specs/b.yaml', openApi('balances', '/balances'));
    const zip = zipSync({ 'export/kong.yaml': new TextEncoder().encode(kong) });
    expect(await run({ import: [world.path('specs/*.yaml'), write('kong.zip', zip)] })).toBe(0);
    expect(names()).toEqual(['accounts', 'balances', 'cards']);
  });

  test('a source that is named is the one that reads', async () => {
    const file = write('gateway.yaml', kong);
    expect(await run({ source: ['kong'], import: [file] })).toBe(0);
    expect(names()).toEqual(['cards']);
    world.heard.stdout = '';
    expect(await run({ source: ['openapi'], import: [file] })).toBe(2);
    expect(names()).toEqual([]);
  });

  test('a file over the limit is named, and the others are read', async () => {
    write('folder/a.yaml', openApi('accounts', '/accounts'));
    const huge = write('folder/huge.json', new Uint8Array(21 * 1024 * 1024));
    expect(await run({ import: [world.path('folder')] })).toBe(2);
    expect(names()).toEqual(['accounts']);
    expect(found().problems).toEqual([
      { file: huge, message: 'It is larger than 20 MiB.', fix: 'Export less at a time.' },
    ]);
  });

  test('links out of a folder are not followed', async () => {
    write('outside.yaml', openApi('outside', '/x'));
    write('folder/a.yaml', openApi('accounts', '/accounts'));
    symlinkSync(world.path('outside.yaml'), world.path('folder/link.yaml'));
    await run({ import: [world.path('folder')] });
    expect(names()).toEqual(['accounts']);
  });

  test('what was found is a catalogue that the other command reads', async () => {
    const out = world.path('catalogue.json');
    await run({ import: [write('a.yaml', openApi('accounts', '/accounts'))], out });
    expect(world.heard.stdout).toBe('');
    expect(await runCatalogue({ format: 'linkset', from: out })).toBe(0);
    expect(JSON.parse(world.heard.stdout).linkset[0].item).toEqual([
      { href: 'https://api.bank.example/accounts', title: 'accounts' },
    ]);
  });

  test.each([80, 120])('text for a person fits %d columns', async (width) => {
    process.env.COLUMNS = String(width);
    write('e/a.yaml', openApi('accounts', '/accounts'));
    write('e/kong.yaml', kong);
    expect(await run({ import: [world.path('e')], format: 'text' })).toBe(0);
    const { stdout } = world.heard;
    for (const part of ['2 APIs', 'Endpoints by state', 'What was read', 'How much of what there is'])
      expect(stdout).toContain(part);
    expect(stdout).not.toContain('\u001b');
    // A path is one word and is not broken.
    for (const line of stdout.split('\n')) {
      if (line.includes(world.path(''))) continue;
      expect([...line].length).toBeLessThanOrEqual(width);
    }
  });

  test.each<[Partial<DiscoverOptions>, string]>([
    [{ source: ['carrier-pigeon'] }, 'There is no source "carrier-pigeon". gatehouse discover --list names'],
    [{ source: ['kong'] }, 'kong is read from a file. Hand it in with --import FILE.'],
    [{ source: ['kong', 'nginx'], import: ['x'] }, 'is read as one source, not as kong and nginx'],
    [{ import: ['/nowhere/at/all'] }, 'There is no such file. Check the path.'],
  ])('%j is refused', async (options, message) => {
    await expect(run(options)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });

  test('--list names every source and how to get what is handed in', async () => {
    await run({ list: true, format: 'text' });
    const { stdout } = world.heard;
    for (const { id } of [...collectors, ...importers])
      expect(stdout).toMatch(new RegExp(`^  ${id} +\\S`, 'm'));
    world.heard.stdout = '';
    await run({ list: true });
    const listed = JSON.parse(world.heard.stdout);
    expect(listed.collectors.map(({ id }: { id: string }) => id)).toEqual(collectors.map(({ id }) => id));
    expect(listed.importers[0]).toEqual({
      id: importers[0]?.id,
      title: importers[0]?.title,
      howTo: importers[0]?.howTo,
    });
  });

  test('--help shows examples and exit codes', async () => {
    const program = new Command('gatehouse').exitOverride();
    register(program);
    for (const one of program.commands) one.exitOverride();
    await expect(program.parseAsync(['discover', '--help'], { from: 'user' })).rejects.toMatchObject({
      exitCode: 0,
    });
    expect(world.heard.stdout).toMatch(/Examples:\n {2}npx gatehouse discover /);
    expect(world.heard.stdout).toContain('Exit codes: 0 ');
  });
});

describe('gatehouse discover of an account that refuses', () => {
  let server: Server;
  let asked: string[];
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        asked.push(`${request.method} ${request.url} ${/Action=\w+/.exec(body)?.[0] ?? ''}`.trim());
        const query = request.headers['content-type']?.includes('x-www-form-urlencoded');
        response.writeHead(403, {
          'x-amzn-errortype': 'AccessDeniedException',
          'content-type': query ? 'text/xml' : 'application/json',
        });
        response.end(
          query
            ? '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>'
            : '{"message":"no"}',
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'y',
      AWS_MAX_ATTEMPTS: '1',
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const account = { account: '111122223333', region: ['eu-central-1'] };

  test('every refusal is a row with the right that is missing, and the code is 3', async () => {
    expect(await run({ ...account, source: ['rest-apis', 'load-balancers'] })).toBe(3);
    expect(found().coverage).toMatchObject([
      { source: 'rest-apis', state: 'UNREAD', failures: [{ right: 'apigateway:GET' }] },
      {
        source: 'load-balancers',
        state: 'UNREAD',
        failures: [{ right: 'elasticloadbalancing:DescribeLoadBalancers' }],
      },
    ]);
    expect(asked).toContainEqual(expect.stringContaining('Action=DescribeLoadBalancers'));
    expect(found().statement?.join(' ')).toContain('Not covered by any source: account 111122223333');
  });

  test('what was handed in is found all the same, and the code is 2', async () => {
    const file = write('kong.yaml', kong);
    expect(await run({ ...account, source: ['load-balancers'], import: [file] })).toBe(2);
    expect(names()).toEqual(['cards']);
  });
});
