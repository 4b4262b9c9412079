import type { ImportContext } from '../importer.ts';
import { takeFromText, takeSecret } from '../tree-secrets.ts';

/** Attributes and elements of policies whose content opens doors, and headers that are set to one. */
const attributes = /\b(?:password|client-secret|key|certificate|body)\s*=\s*"([^"@{}<]{8,})"/gi;
const elements = /<(?:key|certificate|decryption-key)\b[^<>]{0,300}>([^<@]{8,})</gi;
const headers =
  /<set-header\b[^<>]{0,300}\bname\s{0,9}=\s{0,9}"(?:Authorization|Proxy-Authorization|Cookie|[\w-]{0,60}(?:key|token|secret)[\w-]{0,60})"[^<>]{0,300}>\s{0,300}<value>([^<]{8,})</gi;
/** Texts in expressions: long, without spaces, letters and digits mixed. */
const literals = /"([^"\s<>{}]{20,})"/g;

const isMixed = (text: string): boolean =>
  /\d/.test(text) && /[A-Za-z]/.test(text) && !/^https?:|^\/|:\/\//.test(text);

/** Secrets that stand in the text of a policy, read without regard to its structure, which may be broken. */
export const takePolicySecrets = (text: string, context: ImportContext): void => {
  takeFromText(text, context);
  for (const form of [attributes, elements, headers])
    for (const [, found] of text.matchAll(form)) takeSecret(found, context);
  for (const [, found = ''] of text.matchAll(literals)) if (isMixed(found)) takeSecret(found, context);
};
