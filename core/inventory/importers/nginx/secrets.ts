import { isCredentialName, takeCredential } from '../credentials.ts';
import type { ImportContext } from '../importer.ts';
import { takeFromText, takeSecret } from '../tree-secrets.ts';
import type { Directive } from './directives.ts';

/** Directives that set a header or parameter: the value follows the name. */
const setsValue =
  /^(?:proxy_set_header|grpc_set_header|add_header|fastcgi_param|uwsgi_param|scgi_param|set|env|js_var|auth_jwt_claim_set|more_set_headers|more_set_input_headers)$/;
/** Variables of a request that carry what proves who calls. */
const fromRequest = /^\$(?:http|arg|cookie|jwt)_/;

/** Takes what a configuration has in clear: headers for backends, keys to compare with, maps of keys, signing secrets. */
export const takeNginxSecrets = (
  directives: readonly Directive[],
  context: ImportContext,
  depth = 0,
): void => {
  for (const { name, args, block } of directives) {
    const [first = '', ...rest] = args;
    for (const arg of args) takeFromText(arg, context);
    if (setsValue.test(name) && isCredentialName(first.replace(/^\$/, '')))
      for (const value of rest) {
        takeCredential(value, context);
        takeSecret(value, context);
      }
    if (
      /^(?:secure_link_md5|secure_link_secret|proxy_ssl_password|ssl_conf_command|zone_sync_ssl_password)$/.test(
        name,
      )
    )
      for (const word of args.flatMap((arg) => arg.split(/\s+/)))
        if (!word.includes('$')) takeSecret(word, context);
    if (/^(?:client_secret|auth_oidc_client_secret)$/.test(name)) context.secret(first);
    if (name === 'if' && fromRequest.test(first.replace(/^\(/, '')))
      for (const value of rest) takeSecret(value.replace(/\)$/, ''), context);
    if (name === 'map' && block && (fromRequest.test(first) || isCredentialName(args[1] ?? '')))
      for (const entry of block)
        for (const value of [entry.name, ...entry.args]) takeSecret(value.replace(/^~\*?/, ''), context);
    if (block && depth < 50) takeNginxSecrets(block, context, depth + 1);
  }
};
