import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readJson, writeJson } from '../../../local/json-file.ts';
import { processIdentity } from '../../../local/supervisor/process-identity.ts';
import { type ProcessSpec, Supervisor } from '../../../local/supervisor/supervisor.ts';
import { until } from '../../../local/supervisor/waiting.ts';

const waits: ProcessSpec = {
  command: process.execPath,
  args: ['-e', 'console.log("up"); setInterval(() => {}, 1000)'],
  env: {},
};

let home: string;
let supervisor: Supervisor;
const strangers: ChildProcess[] = [];

const stranger = async (): Promise<number> => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  strangers.push(child);
  await new Promise((resolve) => child.once('spawn', resolve));
  return child.pid as number;
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gatehouse-supervisor-'));
  supervisor = new Supervisor(home);
});

afterEach(async () => {
  await supervisor.stopAll(2000);
  for (const child of strangers.splice(0)) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

const pidOf = (name: string): number | undefined =>
  supervisor.running().find((one) => one.name === name)?.pid;

describe('Supervisor', () => {
  test('starts a process once and finds it again from another command', async () => {
    expect(await supervisor.ensure('a', waits)).toBe('started');
    const pid = pidOf('a');
    const another = new Supervisor(home);
    expect(await another.ensure('a', waits)).toBe('reused');
    expect(another.running()).toEqual([{ name: 'a', pid, startedAt: expect.any(String) }]);
  });

  test('starts anew what was killed', async () => {
    await supervisor.ensure('a', waits);
    const first = pidOf('a') as number;
    process.kill(first, 'SIGKILL');
    expect(await until(() => !supervisor.isRunning('a'), 5000)).toBe(true);
    expect(await supervisor.ensure('a', waits)).toBe('started');
    expect(pidOf('a')).not.toBe(first);
  });

  test('restarts when environment or version differ', async () => {
    await supervisor.ensure('a', waits);
    const first = pidOf('a');
    expect(await supervisor.ensure('a', { ...waits, env: { AUTH: 'true' } })).toBe('started');
    expect(pidOf('a')).not.toBe(first);
    expect(await supervisor.ensure('a', { ...waits, env: { AUTH: 'true' }, version: '2' })).toBe('started');
  });

  test('stops with SIGTERM first, so that the process can save its state', async () => {
    const saves =
      'process.on("SIGTERM", () => { console.log("saved"); process.exit(0); }); console.log("up")';
    await supervisor.ensure('a', { ...waits, args: ['-e', `${saves}; setInterval(() => {}, 1000)`] });
    expect(await until(() => supervisor.logTail('a').includes('up'), 5000)).toBe(true);
    await supervisor.stop('a');
    expect(readFileSync(supervisor.logFile('a'), 'utf8')).toContain('saved');
    expect(supervisor.running()).toEqual([]);
  });

  test('kills what does not listen to SIGTERM', async () => {
    const deaf = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)';
    await supervisor.ensure('a', { ...waits, args: ['-e', deaf] });
    expect(await until(() => supervisor.logTail('a').includes('up'), 5000)).toBe(true);
    const pid = pidOf('a') as number;
    await supervisor.stop('a', 100);
    expect(processIdentity(pid)).toBeUndefined();
  });

  test('never touches a stranger that got the pid of one of ours', async () => {
    await supervisor.ensure('a', waits);
    const file = join(home, 'processes.json');
    const { a } = readJson<Record<string, { pid: number; identity: string }>>(file, {});
    await supervisor.stop('a', 100);
    const pid = await stranger();
    // As ours, but started a moment before: what a later process of the same pid cannot be.
    const identity = `${processIdentity(pid)}`.replace(/\d+$/, (ticks) => String(Number(ticks) - 1));
    writeJson(file, { a: { ...a, pid, identity } });

    expect(supervisor.isRunning('a')).toBe(false);
    await supervisor.stop('a', 100);
    expect(processIdentity(pid)).toBeDefined();
  });

  test('ends the children that a killed process left behind', async () => {
    const parent =
      'const c = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]); console.log("child", c.pid); setInterval(() => {}, 1000)';
    await supervisor.ensure('a', { ...waits, args: ['-e', parent] });
    const childPid = () => Number(/child (\d+)/.exec(supervisor.logTail('a'))?.[1] ?? 0);
    expect(await until(() => childPid() > 0, 5000)).toBe(true);
    const child = childPid();
    process.kill(pidOf('a') as number, 'SIGKILL');
    await until(() => !supervisor.isRunning('a'), 5000);
    expect(processIdentity(child)).toBeDefined();
    await supervisor.stop('a');
    expect(await until(() => processIdentity(child) === undefined, 5000)).toBe(true);
  });

  test('says which program cannot be run', async () => {
    await expect(supervisor.ensure('a', { ...waits, command: '/no/such/program' })).rejects.toThrow(
      'a: cannot run /no/such/program',
    );
  });

  test('survives a processes.json that a killed run left half written', async () => {
    await supervisor.ensure('b', waits);
    const pid = pidOf('b') as number;
    writeFileSync(join(home, 'processes.json'), '{"b": {"pid": 1');
    expect(supervisor.running()).toEqual([]);
    expect(await supervisor.ensure('a', waits)).toBe('started');
    process.kill(pid, 'SIGKILL');
  });
});

describe('processIdentity', () => {
  test('is the same for the same process, another for another, none for a pid without process', async () => {
    expect(processIdentity(process.pid)).toBe(processIdentity(process.pid));
    const other = await stranger();
    expect(processIdentity(other)).toBeDefined();
    expect(processIdentity(other)).not.toBe(processIdentity(process.pid));
    expect(processIdentity(2 ** 22 + 1)).toBeUndefined();
  });
});
