import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { parse, parseDocument } from 'yaml';
import { localClientConfig } from './client-config.ts';
import { intakeBytes, intakeFile, intakeKeys } from './intake-folder.ts';

const dayMs = 86_400_000;
/** Within the 90 days that the policy allows for the tier of the request. */
const exceptionDays = 85;

/** Sets one member of a YAML text; comments stay. */
const withMember = (text: string, member: string, value: string): string => {
  const document = parseDocument(text);
  document.set(member, value);
  return document.toString({ lineWidth: 0 });
};

/** What a file is handed in as: with this home's issuer, and with a date that lies ahead. */
export const handedIn = (key: string, issuer: string, now: Date): Buffer => {
  if (key === 'stakeholders.yaml') return Buffer.from(withMember(intakeFile(key), 'issuer', issuer));
  if (!key.startsWith('exceptions/')) return intakeBytes(key);
  const until = new Date(now.getTime() + exceptionDays * dayMs).toISOString().slice(0, 10);
  return Buffer.from(withMember(intakeFile(key), 'requestedUntil', until));
};

const storedAt = async (client: S3Client, Bucket: string, Key: string): Promise<Buffer | undefined> => {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return Body && Buffer.from(await Body.transformToByteArray());
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
};

/** A request that is filed stays as it was filed: a changed file would be a new round of its review. */
const stays = (key: string, stored: Buffer, now: Date): boolean => {
  if (!key.startsWith('exceptions/')) return false;
  const { requestedUntil } = parse(stored.toString('utf8')) as { requestedUntil?: string };
  return typeof requestedUntil === 'string' && requestedUntil > now.toISOString().slice(0, 10);
};

/**
 * Hands in what the demo bank's people wrote. Files that are there with the same content are not written again.
 * @returns keys that were written.
 */
export const handIn = async (
  endpoint: string,
  intakeBucket: string,
  issuer: string,
  now: Date,
): Promise<readonly string[]> => {
  const client = new S3Client({ ...localClientConfig(endpoint), forcePathStyle: true });
  const written: string[] = [];
  try {
    for (const key of intakeKeys()) {
      const file = handedIn(key, issuer, now);
      const stored = await storedAt(client, intakeBucket, key);
      if (stored && (stored.equals(file) || stays(key, stored, now))) continue;
      await client.send(new PutObjectCommand({ Bucket: intakeBucket, Key: key, Body: file }));
      written.push(key);
    }
  } finally {
    client.destroy();
  }
  return written;
};
