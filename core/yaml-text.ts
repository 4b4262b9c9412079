import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { InputProblem } from './input-problem.ts';

/** A YAML or JSON text that could be read. */
export interface YamlText {
  readonly ok: true;
  readonly value: unknown;
  /** 1-based line of the node at a path, as far down as the path leads. */
  readonly lineAt: (path: readonly (string | number)[]) => number | undefined;
}

export interface UnreadableText {
  readonly ok: false;
  readonly problem: InputProblem;
}

export interface YamlLimits {
  readonly maxBytes: number;
  /** How often one text may repeat itself through aliases ("billion laughs"). */
  readonly maxAliasCount: number;
}

const defaults: YamlLimits = { maxBytes: 1024 * 1024, maxAliasCount: 100 };

const maxNesting = 1_000;

/**
 * Whether brackets are opened a thousand deep without being closed. The parser finds that out by itself, after seconds;
 * brackets inside texts count too, which no real document has in such numbers.
 */
export const isNestedTooDeeply = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    if (depth > maxNesting) return true;
  }
  return false;
};

const placeIn =
  (document: Document, lines: LineCounter): YamlText['lineAt'] =>
  (path) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  };

const linesOf = (json: string): YamlText['lineAt'] => {
  const lines = new LineCounter();
  return placeIn(parseDocument(json, { lineCounter: lines, uniqueKeys: false }), lines);
};

const asJson = (text: string): unknown => {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Read as YAML, which says where the mistake is.
    return undefined;
  }
};

/**
 * Reads YAML 1.2 (JSON is part of it). Never throws: what cannot be read is a problem with its line.
 * Custom tags are not resolved; a YAML key that stands twice is refused.
 */
export const readYamlText = (
  text: string,
  file: string,
  limits: YamlLimits = defaults,
): YamlText | UnreadableText => {
  const refuse = (message: string, fix: string, line?: number): UnreadableText => ({
    ok: false,
    problem: { file, ...(line === undefined ? {} : { line }), message, fix },
  });
  if (Buffer.byteLength(text) > limits.maxBytes) {
    return refuse(
      `The file is larger than ${limits.maxBytes} bytes.`,
      'Split it or take out what is generated.',
    );
  }
  if (isNestedTooDeeply(text))
    return refuse('The text is nested too deeply to read.', 'Flatten the structure.');
  const json = asJson(text);
  if (json !== undefined) {
    // Lines are asked for rarely, and generated JSON is large: placed only when needed.
    let lineAt: YamlText['lineAt'] | undefined;
    return {
      ok: true,
      value: json,
      lineAt: (path) => {
        lineAt ??= linesOf(text);
        return lineAt(path);
      },
    };
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [error] = document.errors;
    if (error) {
      return refuse(
        `The text is not valid YAML: ${error.message.split('\n')[0]}.`,
        'Correct this line.',
        lines.linePos(error.pos[0]).line,
      );
    }
    const value: unknown = document.toJS({ maxAliasCount: limits.maxAliasCount });
    return {
      ok: true,
      value,
      lineAt: placeIn(document, lines),
    };
  } catch (error) {
    // Thrown for excessive aliases, aliases to themselves, and nesting deeper than the stack.
    const aliases = error instanceof ReferenceError;
    return refuse(
      aliases
        ? 'The text repeats itself through aliases too often.'
        : 'The text is nested too deeply to read.',
      aliases ? 'Write the repeated parts out, or use $ref.' : 'Flatten the structure.',
    );
  }
};

/** `['a', 0, 'b/c']` → `/a/0/b~1c` (RFC 6901). */
export const jsonPointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
