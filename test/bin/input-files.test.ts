import { mkdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { inputFiles } from '../../bin/input-files.ts';
import { type CommandWorld, commandWorld } from '../support/command.ts';

let world: CommandWorld;
beforeEach(() => {
  world = commandWorld();
});
afterEach(() => world.end());

const rules = { extensions: ['yaml', 'json'], maxBytes: 1000 };
const names = async (...args: string[]) =>
  (await inputFiles(args, rules)).map(({ name }) => name.replace(`${world.path('')}/`, ''));

describe('input files', () => {
  test('a folder gives what it holds of the kind, also below it, in order', async () => {
    mkdirSync(world.path('below'));
    for (const name of ['b.yaml', 'a.json.gz', 'notes.txt', 'below/c.json']) world.file(name, '{}');
    expect(await names(world.path(''))).toEqual(['a.json.gz', 'b.yaml', 'below/c.json']);
  });

  test('a glob, and a file of any name', async () => {
    for (const name of ['b.yaml', 'a.yaml', 'notes.txt']) world.file(name, '{}');
    expect(await names(world.path('*.yaml'), world.path('notes.txt'))).toEqual([
      'a.yaml',
      'b.yaml',
      'notes.txt',
    ]);
  });

  test('an archive is unpacked, and one that grows over the limit is refused', async () => {
    const small = world.file('s.json.gz', gzipSync('small'));
    const bomb = world.file('b.json.gz', gzipSync('0'.repeat(100_000)));
    const [first, second] = await inputFiles([small, bomb], rules);
    expect(await first?.read()).toBe('small');
    await expect(second?.read()).rejects.toMatchObject({ exitCode: 2 });
  });

  test('a file over the limit is refused before it is read', async () => {
    const [file] = await inputFiles([world.file('l.json', '0'.repeat(1001))], rules);
    await expect(file?.read()).rejects.toThrow('larger than 1000 bytes');
  });

  test.each(['none.yaml', '*.none', 'empty'])(
    '%s stands for nothing: refused with its name',
    async (argument) => {
      mkdirSync(world.path('empty'));
      await expect(inputFiles([world.path(argument)], rules)).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining(argument),
      });
    },
  );
});

describe('s3://', () => {
  const s3 = mockClient(S3Client);
  beforeEach(() => {
    s3.reset();
  });

  test('objects below a prefix, unpacked by their suffix', async () => {
    s3.on(ListObjectsV2Command, { Bucket: 'specs', Prefix: 'bank/' }).resolves({
      Contents: ['bank/a.yaml.gz', 'bank/readme.md'].map((Key) => ({
        Key,
        Size: 5,
        LastModified: new Date(0),
      })),
    });
    s3.on(GetObjectCommand).resolves({ Body: Readable.from([gzipSync('hello')]) as never });
    const files = await inputFiles(['s3://specs/bank/'], rules);
    expect(files.map(({ name }) => name)).toEqual(['s3://specs/bank/a.yaml.gz']);
    expect(await files[0]?.read()).toBe('hello');
  });

  test('a bucket that may not be listed is bad input with the way out', async () => {
    s3.on(ListObjectsV2Command).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    await expect(inputFiles(['s3://specs/'], rules)).rejects.toThrow('It cannot be listed (AccessDenied)');
  });
});
