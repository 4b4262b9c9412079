import { glob, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CommandFailure } from './failure.ts';

export interface InputFile {
  /** As the person wrote it, or as it was found. */
  readonly name: string;
  /** @throws CommandFailure when it cannot be read or is over the limit */
  readonly read: () => Promise<string>;
}

export interface InputRules {
  /** Without the dot; what is taken from folders. `.gz` after one of these is taken too. */
  readonly extensions: readonly string[];
  /** After unpacking: a small archive may hold a very large file. */
  readonly maxBytes: number;
}

const tooLarge = (name: string, maxBytes: number) =>
  new CommandFailure(`${name}: It is larger than ${maxBytes} bytes. Split it.`, 2);

const unreadable = (name: string, error: unknown): CommandFailure => {
  if (error instanceof CommandFailure) return error;
  const { code, name: kind } = error as { code?: string; name?: string };
  if (code === 'ENOENT') return new CommandFailure(`${name}: There is no such file. Check the path.`, 2);
  return new CommandFailure(`${name}: It cannot be read (${code ?? kind ?? 'error'}). Check the file.`, 2, {
    cause: error,
  });
};

const collect = async (name: string, stream: AsyncIterable<unknown>, maxBytes: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maxBytes) throw tooLarge(name, maxBytes);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const localFile = (name: string, { maxBytes }: InputRules): InputFile => ({
  name,
  read: async () => {
    try {
      if ((await stat(name)).size > maxBytes) throw tooLarge(name, maxBytes);
      const bytes = await readFile(name);
      return (name.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: maxBytes }) : bytes).toString(
        'utf8',
      );
    } catch (error) {
      throw unreadable(name, error);
    }
  },
});

const s3Files = async (address: string, rules: InputRules): Promise<InputFile[]> => {
  const { s3LogObjects } = await import('../aws/s3/log-objects.ts');
  const { host: bucket, pathname } = new URL(address);
  const objects = s3LogObjects();
  try {
    const found = await objects.list(bucket, decodeURIComponent(pathname.slice(1)));
    return found
      .filter(({ key }) => hasExtension(key, rules))
      .map(({ key }) => ({
        name: `s3://${bucket}/${key}`,
        read: async () => {
          const name = `s3://${bucket}/${key}`;
          try {
            return await collect(name, objects.read(bucket, key), rules.maxBytes);
          } catch (error) {
            throw unreadable(name, error);
          }
        },
      }));
  } catch (error) {
    throw new CommandFailure(
      `${address}: It cannot be listed (${error instanceof Error ? error.name : 'error'}). Check the bucket and AWS_PROFILE.`,
      2,
      { cause: error },
    );
  }
};

const hasExtension = (name: string, { extensions }: InputRules): boolean =>
  extensions.some((extension) => name.endsWith(`.${extension}`) || name.endsWith(`.${extension}.gz`));

const filesOf = async (argument: string, rules: InputRules): Promise<InputFile[]> => {
  if (argument === '-') return [{ name: '-', read: () => collect('-', process.stdin, rules.maxBytes) }];
  if (argument.startsWith('s3://')) return s3Files(argument, rules);
  const found = await stat(argument).catch(() => undefined);
  if (found?.isFile()) return [localFile(argument, rules)];
  if (found?.isDirectory()) {
    const names = await readdir(argument, { recursive: true, withFileTypes: true });
    return names
      .filter((entry) => entry.isFile() && hasExtension(entry.name, rules))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((name) => localFile(name, rules));
  }
  const matches: string[] = [];
  for await (const name of glob(argument)) matches.push(name);
  return matches.sort().map((name) => localFile(name, rules));
};

/**
 * The files behind a command's arguments: file, folder, glob, `-` for standard input, `s3://bucket/prefix`.
 * @throws CommandFailure (2) when an argument stands for nothing
 */
export const inputFiles = async (args: readonly string[], rules: InputRules): Promise<InputFile[]> => {
  const files: InputFile[] = [];
  for (const argument of args) {
    const found = await filesOf(argument, rules);
    if (found.length === 0)
      throw new CommandFailure(
        `${argument}: There is no such file, and nothing in it ends in ${rules.extensions.map((one) => `.${one}`).join(', ')}. Check the path.`,
        2,
      );
    files.push(...found);
  }
  return files;
};
