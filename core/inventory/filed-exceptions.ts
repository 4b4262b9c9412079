import type { Intake } from '../ports.ts';
import { slugOf } from './api-record.ts';
import { exceptionClaim } from './exception-claims.ts';

const maxBytes = 1024 * 1024;

/**
 * The exception requests in the intake, by the API they name (as a slug). When two name one API, the newer key in
 * alphabetical order counts: a second attempt is a new file (`h2h-files-2.yaml`).
 * Requests that cannot be read are left out here; discovery reports them with file and line.
 */
export const filedExceptions = async (intake: Intake): Promise<ReadonlyMap<string, string>> => {
  const keys = new Map<string, string>();
  const files = [...(await intake.list('exceptions/'))].sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, lastModified, size } of files) {
    if (size > maxBytes) continue;
    const { evidence } = exceptionClaim(await intake.getText(key, maxBytes), key, lastModified);
    for (const { apiName } of evidence) if (apiName) keys.set(slugOf(apiName), key);
  }
  return keys;
};
