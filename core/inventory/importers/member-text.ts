import { documentLimits } from '../../documentation/read-document.ts';
import { readYamlText, type UnreadableText, type YamlText } from '../../yaml-text.ts';
import { encodingProblem } from './import-file.ts';
import type { ImportFile } from './importer.ts';

/** The decoded text of a member, for a look at what it is; empty when it is in no encoding that can be read. */
export const textOfMember = (file: ImportFile): string => (encodingProblem(file) ? '' : file.text());

/** Broken JSON is read again as YAML to find the place of the mistake; beyond this size that takes too long. */
const maxPlacedBytes = 1024 * 1024;

const limits = { maxBytes: documentLimits.maxBytes, maxAliasCount: documentLimits.maxAliasCount };

/** A member as the tree that it is, from JSON or YAML. Never throws. */
export const readTree = (file: ImportFile): YamlText | UnreadableText => {
  const unreadable = encodingProblem(file);
  return unreadable ? { ok: false, problem: unreadable } : readTreeText(file.text(), file.name);
};

/** A text that stands inside another, or a whole file. */
export const readTreeText = (text: string, name: string): YamlText | UnreadableText => {
  if (/^\s*[{[]/.test(text) && text.length > maxPlacedBytes) {
    try {
      const value: unknown = JSON.parse(text);
      return { ok: true, value, lineAt: () => undefined };
    } catch {
      const message = 'The text is not valid JSON.';
      return { ok: false, problem: { file: name, message, fix: 'Export it again, whole.' } };
    }
  }
  return readYamlText(text, name, limits);
};

/** The beginning of a member for a look at what it is; empty when it cannot be read. */
export const beginningOf = (file: ImportFile, length = 4_096): string => textOfMember(file).slice(0, length);
