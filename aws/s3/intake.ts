import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DocumentNotFound, type Intake } from '../../core/ports.ts';
import { setting } from '../settings.ts';
import { s3Client } from './client.ts';
import { listObjects } from './objects.ts';

/** An intake object larger than its reader allows. */
export class ObjectTooLarge extends Error {
  override readonly name = 'ObjectTooLarge';
}

export const s3Intake = (): Intake => {
  const bucket = setting('INTAKE_BUCKET');
  const bodyOf = async (key: string, maxBytes: number) => {
    try {
      const { Body, ContentLength } = await s3Client().send(
        new GetObjectCommand({ Bucket: bucket, Key: key }),
      );
      if ((ContentLength ?? 0) > maxBytes) {
        throw new ObjectTooLarge(`${key} has ${ContentLength} bytes; at most ${maxBytes} are read.`);
      }
      return Body;
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') throw new DocumentNotFound(key);
      throw error;
    }
  };
  return {
    list: (prefix) => listObjects(bucket, prefix),
    getText: async (key, maxBytes) => (await (await bodyOf(key, maxBytes))?.transformToString('utf8')) ?? '',
    getBytes: async (key, maxBytes) =>
      (await (await bodyOf(key, maxBytes))?.transformToByteArray()) ?? new Uint8Array(),
  };
};
