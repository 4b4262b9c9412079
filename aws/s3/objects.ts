import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { s3Client } from './client.ts';

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly lastModified: string;
}

/** Every object under a prefix, page by page; folder markers left out. */
export const listObjects = async (bucket: string, prefix: string): Promise<StoredObject[]> => {
  const objects: StoredObject[] = [];
  let token: string | undefined;
  do {
    const page = await s3Client().send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      if (!Key || Key.endsWith('/')) continue;
      objects.push({ key: Key, size: Size ?? 0, lastModified: (LastModified ?? new Date(0)).toISOString() });
    }
    token = page.NextContinuationToken;
  } while (token);
  return objects;
};
