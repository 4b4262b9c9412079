import { S3Client } from '@aws-sdk/client-s3';

let client: S3Client | undefined;

/** One client per container. Path style where an endpoint is set: a local endpoint has no bucket host names. */
export const s3Client = (): S3Client => {
  client ??= new S3Client({
    forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL),
  });
  return client;
};
