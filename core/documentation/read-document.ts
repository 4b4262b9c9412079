import type { InputProblem } from '../input-problem.ts';
import { jsonPointer, readYamlText } from '../yaml-text.ts';
import { isMapping, type Mapping } from './mapping.ts';

/** Limits of one document. The largest public API descriptions stay under them. */
export const documentLimits = {
  maxBytes: 12 * 1024 * 1024,
  maxDepth: 100,
  maxAliasCount: 1_000,
  maxNodes: 2_000_000,
};

/** An OpenAPI 3.x document as it was handed in; nothing resolved, nothing fetched. */
export interface ReadDocument {
  readonly document: Mapping;
  readonly file: string;
  /** JSON pointers of references that leave the document. They are never followed. */
  readonly externalRefs: readonly string[];
  readonly lineAt: (path: readonly (string | number)[]) => number | undefined;
}

export type DocumentReading =
  | { readonly ok: true; readonly read: ReadDocument; readonly problems: readonly InputProblem[] }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** Walks every node once, without recursion. @returns a message when a limit is passed. */
const inspect = (root: unknown, externalRefs: string[]): string | undefined => {
  const todo: { value: unknown; path: readonly (string | number)[] }[] = [{ value: root, path: [] }];
  let nodes = 0;
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { value, path } = next;
    if (++nodes > documentLimits.maxNodes)
      return `The document has more than ${documentLimits.maxNodes} nodes.`;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length > documentLimits.maxDepth)
      return `The document is nested deeper than ${documentLimits.maxDepth} levels.`;
    for (const [key, member] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      // A property that is called `$ref` in a schema is a mapping, never a text.
      if (key === '$ref' && typeof member === 'string' && !member.startsWith('#'))
        externalRefs.push(jsonPointer(at));
      else todo.push({ value: member, path: at });
    }
  }
  return undefined;
};

/**
 * Reads an OpenAPI 3.x document from YAML or JSON. Never throws and never leaves the text: a document that cannot be
 * read is problems with their places.
 */
export const readDocument = (text: string, file: string): DocumentReading => {
  const { maxBytes, maxAliasCount } = documentLimits;
  const yaml = readYamlText(text, file, { maxBytes, maxAliasCount });
  if (!yaml.ok) return { ok: false, problems: [yaml.problem] };
  const refuse = (message: string, fix: string): DocumentReading => ({
    ok: false,
    problems: [{ file, message, fix }],
  });
  const { value } = yaml;
  if (!isMapping(value)) return refuse('The file is not a mapping.', 'Hand in an OpenAPI 3 document.');
  if ('swagger' in value)
    return refuse('The document is OpenAPI 2.0.', 'Convert it to OpenAPI 3.0 or 3.1 and hand it in again.');
  if (typeof value.openapi !== 'string' || !/^3\.\d+(\.\d+)?/.test(value.openapi))
    return refuse(
      'The member `openapi` does not name a version 3.',
      'Write `openapi: 3.0.3`, or the version it is.',
    );
  const externalRefs: string[] = [];
  const limit = inspect(value, externalRefs);
  if (limit) return refuse(limit, 'Split the document, or take out what is generated.');
  return {
    ok: true,
    read: { document: value, file, externalRefs: externalRefs.sort(), lineAt: yaml.lineAt },
    problems: externalRefs.map((pointer) => ({
      file,
      pointer,
      message: 'The reference leaves the document and was not followed.',
      fix: 'Bundle the document into one file.',
    })),
  };
};
