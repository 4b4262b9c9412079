import { isMapping, textOf } from '../../documentation/mapping.ts';
import type { ImportContext } from './importer.ts';

/**
 * Names of settings whose value opens doors. Narrow on purpose, unlike headers of captures: in configuration
 * `secretName` or `tokenLocation` hold ordinary words, and a word that is taken for a secret is withheld everywhere.
 */
const secretName =
  /(?:password|passwd|passphrase|pwd|client[-_]?secret|shared[-_]?secret|hmac[-_]?secret|private[-_]?key|secret[-_]?key|access[-_]?key|api[-_]?key|(?:primary|secondary|account|subscription|signing|encryption)[-_]?key|connection[-_]?string|shared[-_]?access[-_]?(?:key|signature)|access[-_]?token|refresh[-_]?token|id[-_]?token|bearer[-_]?token|auth[-_]?token|credentials?)$|^(?:secret|token|key|users|k|d|inline[-_]?string|inline[-_]?bytes|string[-_]?value)$/i;
const secretHeader =
  /^(?:proxy-)?authorization$|cookie|token|secret|api-?key|subscription-?key|functions-key/i;

/** References, file names and switches are no secrets, and neither is a word that any document may hold. */
const isOpen = (value: string): boolean =>
  value.length < 8 ||
  /^(?:true|false|[a-z]+(?:[.-][a-z]+)*(?:\[[\w.-]*\])?|file:.*|classpath:.*|\/[\w./-]+)$/.test(value) ||
  /^(?:\$\{[^}]*\}|\{\{[^}]*\}\}|@?\(.*\)|%\{.*\})$/s.test(value);

/** A value, and what it says without its scheme, user name or encoding. */
export const takeSecret = (value: unknown, context: ImportContext): void => {
  if (typeof value !== 'string') return;
  const text = value.trim();
  if (isOpen(text)) return;
  context.secret(text);
  const [, token] = /^(?:Bearer|Basic|Token|ApiKey|SharedAccessSignature)\s+(\S+)$/i.exec(text) ?? [];
  if (token) context.secret(token);
  const [, hash] = /^[\w.@-]+:(\S{8,})$/.exec(text) ?? [];
  if (hash) context.secret(hash);
};

const decoded = (value: string): string => Buffer.from(value, 'base64').toString('utf8');

/** `data` of a Kubernetes Secret is base64 of what it hides. */
export const takeEncoded = (value: unknown, context: ImportContext): void => {
  if (typeof value !== 'string') return;
  takeSecret(value, context);
  const plain = decoded(value);
  if (!plain.includes('\uFFFD')) for (const line of [plain, ...plain.split('\n')]) takeSecret(line, context);
};

const maxNodes = 200_000;

/** `user:secret@` in a URL, a token or a named value inside a longer text. */
const inText =
  /\/\/[^/\s:@]*:([^/\s@]{4,})@|\b(eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)|(?:password|pwd|secret|sharedaccesskey|accountkey|api[-_]?key|access_token)\s*[=:]\s*["']?([^\s;"'&,]{8,})|\bBearer\s+([\w.~+/=-]{12,})/gi;

const begins = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g;

/** Private keys in a text, whole and line by line: a copy may have been wrapped anew. */
const takePrivateKeys = (text: string, context: ImportContext): void => {
  for (const { index } of text.matchAll(begins)) {
    const end = text.indexOf('-----END', index);
    if (end < 0) return;
    const key = text.slice(index, end);
    context.secret(key);
    for (const line of key.split('\n').slice(1)) takeSecret(line, context);
  }
};

export const takeFromText = (text: string, context: ImportContext): void => {
  takePrivateKeys(text, context);
  for (const match of text.matchAll(inText))
    for (const found of match.slice(1)) if (found) takeSecret(found, context);
};

/**
 * Takes what stands in a tree under the name of a secret, in a header that carries one, or in a text in the shape of
 * one, whatever the depth.
 */
export const takeSecretsOf = (root: unknown, context: ImportContext): void => {
  const todo: { readonly value: unknown; readonly secret: boolean }[] = [{ value: root, secret: false }];
  for (let nodes = 0, next = todo.pop(); next && nodes < maxNodes; nodes++, next = todo.pop()) {
    const { value, secret } = next;
    if (typeof value === 'string') {
      if (secret) takeSecret(value, context);
      if (value.length >= 8) takeFromText(value, context);
    } else if (Array.isArray(value)) {
      for (const member of value) todo.push({ value: member, secret });
    } else if (isMapping(value)) {
      const name = textOf(value.name) || textOf(value.key) || textOf(value.header);
      const isHeader = secretHeader.test(name);
      for (const [key, member] of Object.entries(value))
        todo.push({
          value: member,
          secret:
            (secretName.test(key) ||
              secretHeader.test(key) ||
              (isHeader && /^(?:raw_)?values?$/i.test(key))) &&
            (typeof member === 'string' || Array.isArray(member)),
        });
    }
  }
};
