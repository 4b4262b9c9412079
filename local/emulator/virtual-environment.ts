import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { alternatives, findPython } from './python.ts';

const run = promisify(execFile);
const emulatorRequirements = fileURLToPath(new URL('requirements.txt', import.meta.url));

const pythonIn = (folder: string): string =>
  process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');

const outputOf = (error: unknown): string => {
  const { stderr, stdout } = error as { stderr?: string; stdout?: string };
  return (stderr?.trim() || stdout?.trim() || String(error)).split('\n').slice(-12).join('\n');
};

/**
 * A Python with pinned packages in it (the emulator's unless told), under `shared`, one for each state of the requirements and each Python.
 * Built aside and renamed when complete, so that a folder of that name is always whole.
 * @returns the path of its interpreter.
 * @throws Error with the installer's last words.
 */
export const virtualEnvironment = async (
  shared: string,
  report: (line: string) => void,
  requirements = emulatorRequirements,
): Promise<string> => {
  const python = findPython();
  const hash = createHash('sha256').update(readFileSync(requirements)).update(python.version).digest('hex');
  const folder = join(shared, `venv-${hash.slice(0, 12)}`);
  if (existsSync(pythonIn(folder))) return pythonIn(folder);

  report('Installing what the local AWS needs of Python (once)');
  mkdirSync(shared, { recursive: true });
  const draft = `${folder}.${process.pid}.new`;
  try {
    await run(python.command, ['-m', 'venv', draft]);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
    await run(pythonIn(draft), [...install, '-r', requirements], { maxBuffer: 16 * 1024 * 1024 });
    if (!existsSync(folder)) renameSync(draft, folder);
  } catch (error) {
    throw new Error(`The local AWS could not be installed.\n${outputOf(error)}\n${alternatives}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return pythonIn(folder);
};
