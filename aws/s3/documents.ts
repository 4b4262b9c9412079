import { createHash } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { canonicalText } from '../../core/canonical-text.ts';
import { DocumentNotFound, type DocumentRef, type Documents } from '../../core/ports.ts';
import { setting } from '../settings.ts';
import { s3Client } from './client.ts';

const missing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');

/** The evidence bucket: versioned, so that a repeated step writes a new version and destroys nothing. */
export const s3Documents = (bucketSetting = 'EVIDENCE_BUCKET'): Documents => {
  const bucket = setting(bucketSetting);
  const put = async (key: string, body: string, contentType = 'application/json'): Promise<DocumentRef> => {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const { VersionId } = await s3Client().send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    return { key, sha256, ...(VersionId ? { versionId: VersionId } : {}) };
  };
  const get = async (key: string): Promise<string> => {
    try {
      const { Body } = await s3Client().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await Body?.transformToString('utf8')) ?? '';
    } catch (error) {
      if (missing(error)) throw new DocumentNotFound(key);
      throw error;
    }
  };
  return {
    put,
    putJson: (key, value) => put(key, canonicalText(value)),
    get,
    getJson: async <T>(key: string) => JSON.parse(await get(key)) as T,
    async list(prefix) {
      const keys: string[] = [];
      let token: string | undefined;
      do {
        const page = await s3Client().send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
        );
        keys.push(...(page.Contents ?? []).flatMap((object) => object.Key ?? []));
        token = page.NextContinuationToken;
      } while (token);
      return keys;
    },
  };
};
