import { jsonPointer } from '../../yaml-text.ts';
import type { YamlDocument } from './yaml-documents.ts';

/** Where a path of a document stands: `file:line`, or `file#/pointer` where the format has no lines of its own. */
export type ProofAt = (path: readonly (string | number)[]) => string;

export const documentPlace =
  (file: string, document: YamlDocument): ProofAt =>
  (path) => {
    const line = document.lineAt(path);
    return line === undefined ? `${file}#${jsonPointer(path)}` : `${file}:${line}`;
  };
