import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Reads a JSON file; `fallback` when there is none or when it is no JSON (a run that was killed while an
 * older version wrote in place).
 */
export const readJson = <T>(path: string, fallback: T): T => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return fallback;
  }
};

/** Of files with secrets in them: only their owner may read them. */
export const ownerOnly = 0o600;

/** Replaces a JSON file as a whole: a reader sees the old content or the new one, never a half. */
export const writeJson = (path: string, value: unknown, mode = 0o666): void => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(temporary, path);
};
