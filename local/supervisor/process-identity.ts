import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The start time in clock ticks since boot is field 22; the name in field 2 may hold blanks and brackets. */
const startTicks = (stat: string): string | undefined => {
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : rest[18];
};

const fromProc = (pid: number): string | undefined => {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  try {
    const ticks = startTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return ticks && `${boot}:${ticks}`;
  } catch {
    return undefined;
  }
};

const fromPs = (pid: number): string | undefined => {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
};

/**
 * What tells a process from a later one with the same pid: when it started, and in which boot. `undefined` when
 * no such process runs; a zombie counts as gone.
 */
export const processIdentity = (pid: number): string | undefined =>
  process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
