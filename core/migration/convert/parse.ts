import { parseDocument } from 'yaml';
import { isObject, type JsonObject } from '../json.ts';

/** A document that cannot be read at all; the message is for its author. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
  readonly line?: number;
  readonly fix: string;
  constructor(message: string, fix: string, line?: number) {
    super(message);
    this.fix = fix;
    if (line !== undefined) this.line = line;
  }
}

/** Bytes of an owner's document; the largest of 2,628 public ones is well below. */
export const maxDocumentBytes = 20_000_000;
/** Deeper nesting is an attack on parsers, not an API. */
const maxDepth = 150;

const assertBounded = (node: unknown, depth: number): void => {
  if (typeof node !== 'object' || node === null) return;
  if (depth > maxDepth)
    throw new UnreadableDocument(
      `The document is nested deeper than ${maxDepth} levels.`,
      'Move inner schemas to components.',
    );
  for (const child of Array.isArray(node) ? node : Object.values(node)) assertBounded(child, depth + 1);
};

const parseYaml = (text: string): unknown => {
  const parsed = parseDocument(text, { uniqueKeys: true, maxAliasCount: 0 } as never);
  const error = parsed.errors[0];
  if (error)
    throw new UnreadableDocument(
      `Not valid YAML: ${error.message.split('\n')[0]}`,
      'Correct the line and try again.',
      error.linePos?.[0].line,
    );
  // Aliases multiply a small file into a huge tree; an OpenAPI document uses $ref.
  return parsed.toJS({ maxAliasCount: 0 });
};

/**
 * Reads an OpenAPI 3 document, JSON or YAML.
 * @throws UnreadableDocument and nothing else
 */
export const parseOpenApi = (text: string): JsonObject => {
  if (Buffer.byteLength(text) > maxDocumentBytes)
    throw new UnreadableDocument(`The document is larger than ${maxDocumentBytes} bytes.`, 'Split the API.');
  let parsed: unknown;
  try {
    parsed = /^\s*[{[]/.test(text) ? JSON.parse(text) : parseYaml(text);
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    if (error instanceof RangeError)
      throw new UnreadableDocument('The document is nested too deeply.', 'Move inner schemas to components.');
    throw new UnreadableDocument(
      `The document cannot be parsed: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown error'}`,
      'Correct the syntax; YAML aliases are not accepted, use $ref.',
    );
  }
  if (!isObject(parsed))
    throw new UnreadableDocument('The document is not an object.', 'Hand in an OpenAPI 3 document.');
  assertBounded(parsed, 0);
  // JSON text once more: dates and other YAML values become what a JSON reader would see.
  const document = JSON.parse(JSON.stringify(parsed)) as JsonObject;
  const version = document.openapi;
  if (typeof version !== 'string' || !/^3\.[01]\.\d+/.test(version))
    throw new UnreadableDocument(
      document.swagger ? 'The document is Swagger 2.0.' : 'The document names no OpenAPI version 3.0 or 3.1.',
      document.swagger ? 'Convert it to OpenAPI 3.0 first.' : 'Set `openapi: 3.0.3` (or 3.1.x) at its root.',
    );
  if (!isObject(document.paths) || Object.keys(document.paths).length === 0)
    throw new UnreadableDocument(
      'The document has no paths.',
      'Describe at least one operation under `paths`.',
    );
  return document;
};
