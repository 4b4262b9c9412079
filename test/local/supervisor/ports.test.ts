import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeJson } from '../../../local/json-file.ts';
import { isFree, portOf } from '../../../local/supervisor/ports.ts';

let home: string;
const servers: Server[] = [];

const occupy = (port: number): Promise<void> =>
  new Promise((resolve) => {
    const server = createServer();
    servers.push(server);
    server.listen(port, '127.0.0.1', resolve);
  });

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gatehouse-ports-'));
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(home, { recursive: true, force: true });
});

describe('portOf', () => {
  test('remembers the port of a name', async () => {
    const port = await portOf(home, 'portal', false);
    expect(await portOf(home, 'portal', false)).toBe(port);
    expect(await isFree(port)).toBe(true);
  });

  test('gives every name of a home its own port', async () => {
    const names = ['emulator', 'front-door', 'portal', 'issuer', 'payments', 'accounts'];
    const ports = [];
    for (const name of names) ports.push(await portOf(home, name, false));
    expect(new Set(ports).size).toBe(names.length);
  });

  test('keeps a taken port when the one who took it is ours', async () => {
    const port = await portOf(home, 'portal', false);
    await occupy(port);
    expect(await portOf(home, 'portal', true)).toBe(port);
  });

  test('chooses anew, and remembers it, when a stranger took the port', async () => {
    const port = await portOf(home, 'portal', false);
    await occupy(port);
    const other = await portOf(home, 'portal', false);
    expect(other).not.toBe(port);
    expect(await portOf(home, 'portal', false)).toBe(other);
  });

  test('does not give away a port that another name of the home remembers', async () => {
    const mine = await portOf(home, 'portal', false);
    rmSync(join(home, 'ports.json'));
    writeJson(join(home, 'ports.json'), { other: mine });
    expect(await portOf(home, 'portal', false)).not.toBe(mine);
  });
});
