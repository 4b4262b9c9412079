import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from '../json-file.ts';
import { processIdentity } from './process-identity.ts';
import { until } from './waiting.ts';

/** How to start one process of ours. */
export interface ProcessSpec {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Anything else that makes a running process out of date when it changes, for example its source. */
  readonly version?: string;
}

interface Remembered {
  readonly pid: number;
  readonly identity: string;
  readonly fingerprint: string;
  readonly startedAt: string;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly startedAt: string;
}

const fingerprintOf = (spec: ProcessSpec): string =>
  createHash('sha256')
    .update(
      JSON.stringify([spec.command, spec.args, Object.entries(spec.env).sort(), spec.cwd, spec.version]),
    )
    .digest('hex');

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
};

/** Whether any process of this group is still there: a signal takes effect a moment after it is sent. */
const hasMembers = (group: number): boolean => {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * The detached processes of one home. They outlive the command that started them; the next command finds them
 * again by pid *and* start time, so that a pid which the system gave to somebody else is never touched.
 */
export class Supervisor {
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  /** Where the output of a process goes. */
  logFile(name: string): string {
    return join(this.#home, 'logs', `${name}.log`);
  }

  /** What the process wrote last, for the message about why it did not come up. */
  logTail(name: string, lines = 15): string {
    if (!existsSync(this.logFile(name))) return '';
    return readFileSync(this.logFile(name), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Those that run now. */
  running(): RunningProcess[] {
    return Object.entries(this.#remembered())
      .filter(([, entry]) => this.#lives(entry))
      .map(([name, { pid, startedAt }]) => ({ name, pid, startedAt }));
  }

  isRunning(name: string): boolean {
    const entry = this.#remembered()[name];
    return entry !== undefined && this.#lives(entry);
  }

  /**
   * Makes sure that `name` runs as `spec` says: reuses it, restarts it when the spec has changed, starts it when
   * it is gone. Answers whether it was already there.
   */
  async ensure(name: string, spec: ProcessSpec): Promise<'reused' | 'started'> {
    const fingerprint = fingerprintOf(spec);
    const entry = this.#remembered()[name];
    if (entry && this.#lives(entry) && entry.fingerprint === fingerprint) return 'reused';
    await this.stop(name);

    mkdirSync(join(this.#home, 'logs'), { recursive: true });
    const log = openSync(this.logFile(name), 'a');
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd ?? this.#home,
      detached: true,
      env: { ...spec.env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => reject(new Error(`${name}: cannot run ${spec.command}`, { cause })));
    });
    child.unref();
    const pid = child.pid as number;
    // A process that ended at once has no start time any more; whoever waits for its health reports the log.
    const identity = processIdentity(pid) ?? 'ended';
    this.#remember(name, { pid, identity, fingerprint, startedAt: new Date().toISOString() });
    return 'started';
  }

  /**
   * Ends a process: SIGTERM, so that it can save its state, and SIGKILL when it is still there after `graceMs`.
   * What it left in its process group goes too.
   */
  async stop(name: string, graceMs = 20_000): Promise<void> {
    const entry = this.#remembered()[name];
    if (!entry) return;
    if (this.#lives(entry)) {
      signal(entry.pid, 'SIGTERM');
      if (!(await until(() => !this.#lives(entry), graceMs))) signal(entry.pid, 'SIGKILL');
      await until(() => !this.#lives(entry), 5000);
    }
    await this.#endOrphans(entry);
    this.#remember(name, undefined);
  }

  /** Ends all of them, the last started first. */
  async stopAll(graceMs?: number): Promise<void> {
    const names = Object.entries(this.#remembered())
      .sort(([, one], [, other]) => other.startedAt.localeCompare(one.startedAt))
      .map(([name]) => name);
    for (const name of names) await this.stop(name, graceMs);
  }

  /**
   * Children of a process that is gone (the emulator's function workers). Each process of ours leads its own
   * group, and the system gives a pid to nobody else as long as a group of that number has members: without a
   * process of this pid, the group is ours or empty.
   */
  async #endOrphans(entry: Remembered): Promise<void> {
    if (processIdentity(entry.pid) !== undefined) return;
    signal(-entry.pid, 'SIGKILL');
    await until(() => !hasMembers(entry.pid), 5000);
  }

  #lives(entry: Remembered): boolean {
    return processIdentity(entry.pid) === entry.identity;
  }

  #remembered(): Record<string, Remembered> {
    return readJson(join(this.#home, 'processes.json'), {});
  }

  #remember(name: string, entry: Remembered | undefined): void {
    const { [name]: _, ...others } = this.#remembered();
    writeJson(join(this.#home, 'processes.json'), entry ? { ...others, [name]: entry } : others);
  }
}
