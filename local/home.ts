import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this file belongs to. */
export const repository = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Where everything of a checkout that may be thrown away lives; git ignores it. */
export const sharedFolder = join(repository, '.gatehouse');

/** The folder of one local system: its processes, ports, logs, certificates and stored state. */
export const resolveHome = (home?: string): string =>
  resolve(home ?? process.env.GATEHOUSE_HOME ?? sharedFolder);

/**
 * The Node.js that AWS Lambda runs too: it comes with `npm ci`, whatever the machine has. Falls back to the one
 * that runs now.
 */
export const nodeBinary = (): string => {
  const installed = join(repository, 'node_modules', 'node', 'bin', 'node');
  return existsSync(installed) ? installed : process.execPath;
};
