import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { s3Documents } from '../../../aws/s3/documents.ts';
import { s3Intake } from '../../../aws/s3/intake.ts';
import { s3LogObjects } from '../../../aws/s3/log-objects.ts';

const s3 = mockClient(S3Client);
const missing = Object.assign(new Error('gone'), { name: 'NoSuchKey' });
const body = (text: string) => ({ transformToString: async () => text }) as never;

beforeEach(() => {
  s3.reset();
  process.env.EVIDENCE_BUCKET = 'evidence';
  process.env.INTAKE_BUCKET = 'intake';
});

describe('documents', () => {
  test('are stored with their hash, and the reference names version and hash', async () => {
    s3.on(PutObjectCommand).resolves({ VersionId: 'v1' });
    const reference = await s3Documents().putJson('cycles/c/plan.json', { a: 1 });
    const stored = String(s3.commandCalls(PutObjectCommand)[0]?.args[0].input.Body);
    expect(JSON.parse(stored)).toEqual({ a: 1 });
    expect(reference).toEqual({
      key: 'cycles/c/plan.json',
      versionId: 'v1',
      sha256: createHash('sha256').update(stored).digest('hex'),
    });
  });

  test('a missing one is an error that names the key', async () => {
    s3.on(GetObjectCommand).rejects(missing);
    await expect(s3Documents().get('x/y.json')).rejects.toThrow('No document x/y.json.');
  });

  test('lists are read to their last page', async () => {
    s3.on(ListObjectsV2Command, { ContinuationToken: undefined }).resolves({
      Contents: [{ Key: 'a' }],
      NextContinuationToken: 'more',
    });
    s3.on(ListObjectsV2Command, { ContinuationToken: 'more' }).resolves({ Contents: [{ Key: 'b' }] });
    expect(await s3Documents().list('')).toEqual(['a', 'b']);
  });
});

describe('the intake', () => {
  test('refuses what is larger than its reader allows, before reading it', async () => {
    s3.on(GetObjectCommand).resolves({ ContentLength: 11, Body: body('x') });
    await expect(s3Intake().getText('specs/big.yaml', 10)).rejects.toThrow(
      'specs/big.yaml has 11 bytes; at most 10 are read.',
    );
  });

  test('leaves folder markers out', async () => {
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'specs/' }, { Key: 'specs/a.yaml', Size: 3 }] });
    expect((await s3Intake().list('specs/')).map(({ key }) => key)).toEqual(['specs/a.yaml']);
  });
});

describe('log objects', () => {
  const read = async (key: string) => {
    const chunks: Buffer[] = [];
    for await (const chunk of s3LogObjects().read('logs', key)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  test('are decompressed by their suffix', async () => {
    s3.on(GetObjectCommand).resolves({ Body: Readable.from([gzipSync('line 1\nline 2\n')]) as never });
    expect(await read('a.log.gz')).toBe('line 1\nline 2\n');
  });

  test('a connection that breaks is an error, not an end', async () => {
    const broken = new Readable({ read() {} });
    broken.push('line 1\n');
    s3.on(GetObjectCommand).resolves({ Body: broken as never });
    setImmediate(() => broken.destroy(new Error('connection reset')));
    await expect(read('a.log.gz')).rejects.toThrow();
  });
});
