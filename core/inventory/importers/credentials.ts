import { isMapping } from '../../documentation/mapping.ts';
import type { ImportContext } from './importer.ts';

/**
 * Names of headers, cookies, parameters and variables whose values open doors. Wide on purpose: what is taken too much
 * is only missing from a report, what is taken too little is a leak.
 */
const names =
  /authori[sz]ation|^auth$|^x-auth|cookie|token|secret|passw|^pass$|^pwd$|pass_?phrase|kennwort|mot_?de_?passe|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|subscription[-_ ]?key|client[-_ ]?key|functions?[-_ ]?key|^key$|credential|sess(?:ion)?[-_]?id|^sid$|signature|^x-amz-security|assertion|^sig$|^code$|^nonce$|verifier|^otp$|^pin$|^tan$|jwt|bearer|csrf|xsrf|_hash$/i;

export const isCredentialName = (name: string): boolean => names.test(name);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** Values that stand under such names and open nothing: variables, addresses, words such as `client_credentials`. */
const opensNothing = (value: string): boolean =>
  value.length < 6 ||
  /^[{<$].*[}>]$/s.test(value) ||
  /^(?:https?:\/\/[^@]*$|\/[a-z/_-]*$)/i.test(value) ||
  (value.length <= 32 && /^[a-z]+(?:[-_ ][a-z]+)*$/i.test(value));

/** Takes a value as it stands, as it reads decoded, and, for an `Authorization` value, without its scheme. */
export const takeCredential = (value: unknown, context: ImportContext): void => {
  if (typeof value !== 'string' || opensNothing(value)) return;
  context.secret(value);
  const plain = decoded(value);
  if (plain !== value) context.secret(plain);
  const [, scheme, rest = ''] =
    /^(Bearer|Basic|Token|ApiKey|DPoP|Digest|Negotiate)\s+(.+)$/is.exec(value) ?? [];
  if (!scheme) return;
  context.secret(rest);
  if (scheme.toLowerCase() !== 'basic') return;
  const [, password] = /^[^:]*:(.+)$/s.exec(Buffer.from(rest, 'base64').toString('utf8')) ?? [];
  if (password) context.secret(password);
};

/** `Cookie: a=1; b=2` and `Set-Cookie: a=1; Path=/`: every value by itself. */
const takeCookies = (header: string, context: ImportContext): void => {
  for (const pair of header.split(';')) takeCredential(pair.slice(pair.indexOf('=') + 1).trim(), context);
};

export const takeHeader = (name: string, value: unknown, context: ImportContext): void => {
  if (typeof value !== 'string' || !isCredentialName(name)) return;
  if (/cookie/i.test(name)) takeCookies(value, context);
  else takeCredential(value, context);
};

/** `a=1&token=…`, of a query, a fragment or a form. */
export const takeForm = (form: string, context: ImportContext): void => {
  for (const pair of form.split('&').slice(0, 1_000)) {
    const equals = pair.indexOf('=');
    if (equals > 0 && isCredentialName(decoded(pair.slice(0, equals))))
      takeCredential(pair.slice(equals + 1), context);
  }
};

const maxNodes = 100_000;

/** Takes every text that stands in a tree under a name of a credential, whatever the depth. */
export const takeTree = (root: unknown, context: ImportContext): void => {
  const todo: { readonly value: unknown; readonly secret: boolean }[] = [{ value: root, secret: false }];
  for (let nodes = 0, next = todo.pop(); next && nodes < maxNodes; nodes++, next = todo.pop()) {
    const { value, secret } = next;
    if (secret) takeCredential(value, context);
    if (Array.isArray(value)) for (const member of value) todo.push({ value: member, secret });
    else if (isMapping(value))
      for (const [name, member] of Object.entries(value))
        todo.push({ value: member, secret: secret || isCredentialName(name) });
  }
};

/** A body of a request or response: JSON or a form, or else nothing that could be told apart. */
export const takeBody = (body: unknown, context: ImportContext): void => {
  if (typeof body !== 'string' || body === '') return;
  if (/^\s*[[{]/.test(body)) {
    try {
      takeTree(JSON.parse(body), context);
    } catch {
      // Cut off or no JSON: it is not copied anywhere.
    }
  } else takeForm(body, context);
};
