import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DocumentNotFound, type LogObjects } from '../../core/ports.ts';
import { s3Client } from './client.ts';
import { listObjects } from './objects.ts';

/** Log objects, streamed: memory does not grow with the object. */
export const s3LogObjects = (): LogObjects => ({
  list: listObjects,
  async *read(bucket, key) {
    const { Body } = await s3Client().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!(Body instanceof Readable)) throw new DocumentNotFound(key);
    const stream = key.endsWith('.gz') ? Body.pipe(createGunzip()) : Body;
    // An error of the source does not travel through pipe(): without this, a cut connection would hang.
    Body.on('error', (error) => stream.destroy(error));
    for await (const chunk of stream) yield chunk as Buffer;
  },
});
