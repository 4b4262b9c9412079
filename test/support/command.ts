import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';

/** A folder of a test, and what a command says meanwhile on each stream. */
export const commandWorld = () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'));
  const heard = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    jest.spyOn(process[stream], 'write').mockImplementation(((text: string | Uint8Array) => {
      heard[stream] += String(text);
      return true;
    }) as never);
  return {
    heard,
    path: (name: string) => join(folder, name),
    file: (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    end: () => {
      jest.restoreAllMocks();
      rmSync(folder, { recursive: true });
    },
  };
};
export type CommandWorld = ReturnType<typeof commandWorld>;
