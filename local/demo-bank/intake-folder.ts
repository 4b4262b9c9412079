import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('intake', import.meta.url));

/** Keys of what the demo bank hands in, as they will be in the intake bucket; sorted. */
export const intakeKeys = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** One of them. */
export const intakeBytes = (key: string): Buffer => readFileSync(join(folder, key));

/** One of them that is text. */
export const intakeFile = (key: string): string => intakeBytes(key).toString('utf8');
