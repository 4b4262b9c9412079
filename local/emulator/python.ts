import { execFileSync } from 'node:child_process';

export interface Python {
  readonly command: string;
  /** For example `3.12`. */
  readonly version: string;
}

const versionOf = (command: string): string | undefined => {
  try {
    const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
    return execFileSync(command, ['-c', script], { encoding: 'utf8', stdio: 'pipe', timeout: 10_000 }).trim();
  } catch {
    return undefined;
  }
};

const isEnough = (version: string | undefined): version is string => {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major === 3 && minor >= 10;
};

/** What to do without the emulator; ends every message about why it cannot run. */
export const alternatives =
  'Or do without it: set AWS_ENDPOINT_URL to an AWS emulator that runs already, or deploy to a real account (docs/deploying.md).';

/**
 * A Python from 3.10 up: `PYTHON`, else `python3`, else `python`.
 * @throws Error that says what was found and what to do.
 */
export const findPython = (environment: NodeJS.ProcessEnv = process.env): Python => {
  const candidates = environment.PYTHON ? [environment.PYTHON] : ['python3', 'python'];
  const found = candidates.map((command) => ({ command, version: versionOf(command) }));
  const good = found.find(({ version }) => isEnough(version));
  if (good?.version) return { command: good.command, version: good.version };
  const seen = found.map(({ command, version }) => `${command} is ${version ?? 'not there'}`).join(', ');
  throw new Error(
    `The local AWS needs Python 3.10 or newer (${seen}). Install one, or name one: PYTHON=/path/to/python3. ${alternatives}`,
  );
};
