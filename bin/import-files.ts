import { glob, lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputProblem } from '../core/input-problem.ts';
import { importLimits, inMebibytes } from '../core/inventory/importers/limits.ts';
import { CommandFailure } from './failure.ts';

/** One artefact that was named: a file, which may be an archive, or the files of a folder. */
export interface Artefact {
  /** As the person wrote it, or as it was found. */
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Files of it that are not read. */
  readonly problems: readonly InputProblem[];
}

const tooLarge = (file: string): InputProblem => ({
  file,
  message: `It is larger than ${inMebibytes(importLimits.fileBytes)}.`,
  fix: 'Export less at a time.',
});

/** One file, or why it is not read: the others are. */
const readFiles = async (name: string, paths: readonly string[]): Promise<Artefact> => {
  const files: Artefact['files'][number][] = [];
  const problems: InputProblem[] = [];
  let size = 0;
  for (const path of paths) {
    if ((await stat(path)).size > importLimits.fileBytes) {
      problems.push(tooLarge(path));
      continue;
    }
    const bytes = new Uint8Array(await readFile(path));
    size += bytes.length;
    if (size > importLimits.totalBytes)
      throw new CommandFailure(
        `${name}: Its files have more than ${inMebibytes(importLimits.totalBytes)} together. Name its parts one by one.`,
        2,
      );
    files.push({ name: path, bytes });
  }
  return { name, files, problems };
};

const readStream = async (name: string, stream: AsyncIterable<unknown>): Promise<Artefact> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > importLimits.fileBytes) return { name, files: [], problems: [tooLarge(name)] };
    chunks.push(bytes);
  }
  return { name, files: [{ name, bytes: new Uint8Array(Buffer.concat(chunks)) }], problems: [] };
};

/** Folders that tools keep beside what people wrote. */
const isDebris = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** Names under a folder, sorted; links are not followed, so that nothing outside of it is read. */
const namesUnder = async (folder: string, names: string[] = []): Promise<string[]> => {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    if (isDebris(entry.name)) continue;
    const name = join(folder, entry.name);
    if (entry.isDirectory()) await namesUnder(name, names);
    else if (entry.isFile()) names.push(name);
    if (names.length > importLimits.members)
      throw new CommandFailure(
        `${folder}: It has more than ${importLimits.members} files. Name its parts one by one.`,
        2,
      );
  }
  return names;
};

const readS3 = async (address: string): Promise<readonly Artefact[]> => {
  const { s3LogObjects } = await import('../aws/s3/log-objects.ts');
  const { host: bucket, pathname } = new URL(address);
  const objects = s3LogObjects();
  const artefacts: Artefact[] = [];
  for (const { key } of await objects.list(bucket, decodeURIComponent(pathname.slice(1))))
    artefacts.push(await readStream(`s3://${bucket}/${key}`, objects.read(bucket, key)));
  return artefacts;
};

const artefactsOf = async (argument: string): Promise<readonly Artefact[]> => {
  if (argument === '-') return [await readStream('standard input', process.stdin)];
  if (argument.startsWith('s3://')) return readS3(argument);
  const found = await lstat(argument).catch(() => undefined);
  if (found)
    return [
      await readFiles(
        argument,
        (await stat(argument)).isDirectory() ? await namesUnder(argument) : [argument],
      ),
    ];
  const matches: string[] = [];
  for await (const name of glob(argument)) matches.push(name);
  const artefacts: Artefact[] = [];
  for (const name of matches.sort()) artefacts.push(...(await artefactsOf(name)));
  return artefacts;
};

/**
 * What is behind the arguments of `--import`: a file, a folder, a glob, `-` for standard input, `s3://bucket/prefix`.
 * @throws CommandFailure (2) when an argument stands for nothing, cannot be read, or is over the limits
 */
export const importArtefacts = async (args: readonly string[]): Promise<readonly Artefact[]> => {
  const artefacts: Artefact[] = [];
  for (const argument of args) {
    const found = await artefactsOf(argument).catch((error: unknown) => {
      if (error instanceof CommandFailure) throw error;
      const { code, name } = error as { code?: string; name?: string };
      throw new CommandFailure(
        `${argument}: It cannot be read (${code ?? name ?? 'error'}). Check the file.`,
        2,
        { cause: error },
      );
    });
    if (found.every(({ files, problems }) => files.length + problems.length === 0))
      throw new CommandFailure(`${argument}: There is no such file. Check the path.`, 2);
    artefacts.push(...found);
  }
  return artefacts;
};
