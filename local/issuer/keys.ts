import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ownerOnly, readJson, writeJson } from '../json-file.ts';

export interface IssuerKeys {
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] };
  readonly cookieKeys: readonly string[];
}

/** The issuer's signing and cookie keys, made once in a home, so that tokens outlive a restart. */
export const issuerKeys = (home: string): IssuerKeys => {
  const path = join(home, 'issuer-keys.json');
  const kept = readJson<IssuerKeys | undefined>(path, undefined);
  if (kept) return kept;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = {
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    alg: 'RS256',
    kid: randomBytes(8).toString('hex'),
  };
  const made: IssuerKeys = { jwks: { keys: [key] }, cookieKeys: [randomBytes(32).toString('base64url')] };
  writeJson(path, made, ownerOnly);
  return made;
};
