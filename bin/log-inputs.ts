import { type FileHandle, glob, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandFailure } from './failure.ts';

export interface LogInput {
  readonly name: string;
  /** Unpacked bytes; the buffer may be used again for the next piece. */
  readonly open: () => AsyncIterable<Buffer>;
}

const pieceBytes = 256 * 1024;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Unpacks what begins like gzip, whatever it is called. */
const unpacked = async function* (chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const rest = async function* (): AsyncIterable<Buffer> {
    yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  };
  if (!isGzip(first.value)) {
    yield* rest();
    return;
  }
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  const source = Readable.from(rest(), { objectMode: false, highWaterMark: pieceBytes });
  source.on('error', (error) => gunzip.destroy(error));
  for await (const chunk of source.pipe(gunzip)) yield chunk as Buffer;
};

/** One buffer for the whole file, unless it is packed: then pieces wait to be unpacked. */
const pieces = async function* (name: string): AsyncIterable<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(name);
    const head = Buffer.alloc(2);
    await file.read(head, 0, 2, 0);
    const packed = isGzip(head);
    const buffer = Buffer.alloc(pieceBytes);
    for (let at = 0; ; ) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      const piece = bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
      yield packed ? Buffer.from(piece) : piece;
    }
  } finally {
    await file?.close();
  }
};

const localLog = (name: string): LogInput => ({ name, open: () => unpacked(pieces(name)) });

const s3Logs = async (address: string): Promise<LogInput[]> => {
  const { s3LogObjects } = await import('../aws/s3/log-objects.ts');
  const { host: bucket, pathname } = new URL(address);
  const objects = s3LogObjects();
  try {
    const found = await objects.list(bucket, decodeURIComponent(pathname.slice(1)));
    return found.map(({ key }) => ({ name: `s3://${bucket}/${key}`, open: () => objects.read(bucket, key) }));
  } catch (error) {
    throw new CommandFailure(
      `${address}: It cannot be listed (${error instanceof Error ? error.name : 'error'}). Check the bucket and AWS_PROFILE.`,
      2,
      { cause: error },
    );
  }
};

const logsOf = async (argument: string): Promise<LogInput[]> => {
  if (argument === '-')
    return [
      { name: '-', open: () => unpacked(process.stdin.pipe(new PassThrough()) as AsyncIterable<Buffer>) },
    ];
  if (argument.startsWith('s3://')) return s3Logs(argument);
  const found = await stat(argument).catch(() => undefined);
  if (found?.isDirectory()) {
    const names = await readdir(argument, { recursive: true, withFileTypes: true });
    return names
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map(localLog);
  }
  if (found) return [localLog(argument)];
  const matches: string[] = [];
  for await (const name of glob(argument)) matches.push(name);
  return matches.sort().map(localLog);
};

/**
 * The logs behind a command's arguments: file, folder, glob, `-`, `s3://bucket/prefix`. Gzip is told by its bytes.
 * @throws CommandFailure (2) when an argument stands for nothing
 */
export const logInputs = async (args: readonly string[]): Promise<LogInput[]> => {
  const logs: LogInput[] = [];
  for (const argument of args) {
    const found = await logsOf(argument);
    if (found.length === 0)
      throw new CommandFailure(`${argument}: There is no such file, and no file in it. Check the path.`, 2);
    logs.push(...found);
  }
  return logs;
};
