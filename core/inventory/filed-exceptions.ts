import type { Intake } from '../ports.ts';
import { slugOf } from './api-record.ts';
import { exceptionClaim } from './exception-claims.ts';

const maxBytes = 1024 * 1024;

/**
 * Keys of the exception requests in the intake, oldest first, by the API they name (as a slug). A second attempt for
 * an API is a second file. Requests that cannot be read are left out here; discovery reports them with file and line.
 */
export const filedExceptions = async (intake: Intake): Promise<ReadonlyMap<string, readonly string[]>> => {
  const keys = new Map<string, string[]>();
  const files = (await intake.list('exceptions/'))
    .filter(({ size }) => size <= maxBytes)
    .toSorted((a, b) => a.lastModified.localeCompare(b.lastModified) || a.key.localeCompare(b.key));
  for (const { key, lastModified } of files) {
    const { evidence } = exceptionClaim(await intake.getText(key, maxBytes), key, lastModified);
    for (const { apiName } of evidence) {
      if (apiName) keys.set(slugOf(apiName), [...(keys.get(slugOf(apiName)) ?? []), key]);
    }
  }
  return keys;
};
