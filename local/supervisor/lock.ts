import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../json-file.ts';
import { processIdentity } from './process-identity.ts';
import { until } from './waiting.ts';

interface Holder {
  readonly pid: number;
  readonly identity: string | undefined;
}

const isHeld = (path: string): boolean => {
  const holder = readJson<Holder | undefined>(path, undefined);
  return holder !== undefined && processIdentity(holder.pid) === holder.identity;
};

const take = (path: string): boolean => {
  try {
    const holder: Holder = { pid: process.pid, identity: processIdentity(process.pid) };
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld(path)) rmSync(path, { force: true });
    return false;
  }
};

/**
 * Runs `work` while nobody else starts or stops the processes of this home. A lock whose holder was killed is
 * taken over.
 * @throws Error when another run holds the lock for five minutes.
 */
export const withLock = async <T>(home: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(home, { recursive: true });
  const path = join(home, 'lock.json');
  if (!(await until(() => take(path), 300_000)))
    throw new Error(`Another run is starting or stopping the system in ${home}. Wait for it, or end it.`);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};
