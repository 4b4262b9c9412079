import { isMapping, listOf, mappingAt } from '../../../documentation/mapping.ts';
import { takeTree } from '../credentials.ts';
import type { ImportContext } from '../importer.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import type { KongConfiguration } from './entities.ts';

/** Where a consumer's credentials stand, and which of their fields open doors. */
const credentialLists: Readonly<Record<string, readonly string[]>> = {
  keyauth_credentials: ['key'],
  keyauth_enc_credentials: ['key'],
  basicauth_credentials: ['password'],
  hmacauth_credentials: ['secret'],
  jwt_secrets: ['secret', 'key'],
  oauth2_credentials: ['client_secret', 'client_id'],
  oauth2_tokens: ['access_token', 'refresh_token'],
};

/** How the kinds are called by the plugin that checks them. */
const credentialKinds: Readonly<Record<string, string>> = {
  keyauth_credentials: 'key-auth',
  keyauth_enc_credentials: 'key-auth-enc',
  basicauth_credentials: 'basic-auth',
  hmacauth_credentials: 'hmac-auth',
  jwt_secrets: 'jwt',
  oauth2_credentials: 'oauth2',
  mtls_auth_credentials: 'mtls-auth',
};

export const credentialsOf = (consumer: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(credentialKinds).flatMap(([list, kind]) =>
    listOf(consumer[list]).length > 0 ? [kind] : [],
  );

const takeCredentials = (holder: Readonly<Record<string, unknown>>, { secret }: ImportContext): void => {
  for (const [list, fields] of Object.entries(credentialLists))
    for (const credential of listOf(holder[list]).filter(isMapping))
      for (const field of fields) secret(credential[field]);
};

/** Takes credentials of consumers, keys of certificates, licences, and whatever a plugin's configuration calls secret. */
export const takeKongSecrets = (kong: KongConfiguration, context: ImportContext): void => {
  for (const { value } of kong.consumers) takeCredentials(value, context);
  for (const { value } of kong.plugins) takeTree(value.config, context);
  for (const root of kong.roots) {
    takeSecretsOf(root, context);
    takeCredentials(root, context);
    for (const vault of listOf(root.vaults)) takeTree(mappingAt(vault, 'config'), context);
    for (const licence of listOf(root.licenses)) context.secret(mappingAt(licence).payload);
    for (const key of listOf(root.keys).filter(isMapping)) context.secret(key.jwk);
  }
};
