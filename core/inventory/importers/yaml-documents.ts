import { type Document, isNode, LineCounter, parseAllDocuments } from 'yaml';
import type { InputProblem } from '../../input-problem.ts';
import { isNestedTooDeeply } from '../../yaml-text.ts';
import { encodingProblem } from './import-file.ts';
import type { ImportFile } from './importer.ts';
import { importLimits } from './limits.ts';

export interface YamlDocument {
  readonly value: unknown;
  /** 0-based place in its file. */
  readonly index: number;
  /** 1-based line of the node at a path, as far down as the path leads. */
  readonly lineAt: (path: readonly (string | number)[]) => number | undefined;
}

export interface YamlDocuments {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly InputProblem[];
}

const lineFinder =
  (document: Document.Parsed, lines: LineCounter): YamlDocument['lineAt'] =>
  (path) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  };

const wholeJson = (text: string): unknown => {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Read as YAML, which says where the mistake is.
    return undefined;
  }
};

/**
 * Every document of a YAML stream or the one of a JSON file. Never throws: a document that cannot be read is a problem
 * with its line, and the others are read. Custom tags are not resolved; `prepare` may rewrite the nodes that carry them.
 */
export const readYamlDocuments = (
  file: ImportFile,
  prepare: (document: Document.Parsed) => void = () => undefined,
): YamlDocuments => {
  const unreadable = encodingProblem(file);
  if (unreadable) return { documents: [], problems: [unreadable] };
  const text = file.text();
  const problem = (message: string, fix: string, line?: number): InputProblem => ({
    file: file.name,
    ...(line === undefined ? {} : { line }),
    message,
    fix,
  });
  const tooDeep = problem('The text is nested too deeply to read.', 'Flatten the structure.');
  if (isNestedTooDeeply(text)) return { documents: [], problems: [tooDeep] };
  const json = wholeJson(text);
  if (json !== undefined)
    return { documents: [{ value: json, index: 0, lineAt: () => undefined }], problems: [] };
  const lines = new LineCounter();
  try {
    const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    const all = Array.isArray(parsed) ? parsed : [];
    const documents: YamlDocument[] = [];
    const problems: InputProblem[] = [];
    if (all.length > importLimits.yamlDocuments)
      problems.push(
        problem(`Only the first ${importLimits.yamlDocuments} documents are read.`, 'Split the file.'),
      );
    all.slice(0, importLimits.yamlDocuments).forEach((document, index) => {
      const [error] = document.errors;
      if (error) {
        const { line } = lines.linePos(error.pos[0]);
        const message = `The text is not valid YAML: ${error.message.split('\n')[0]}.`;
        problems.push(problem(message, 'Correct this line.', line));
        return;
      }
      prepare(document);
      try {
        const value: unknown = document.toJS({ maxAliasCount: importLimits.yamlAliases });
        if (value === null || value === undefined) return;
        documents.push({ value, index, lineAt: lineFinder(document, lines) });
      } catch {
        const message = 'The text repeats itself through aliases too often.';
        problems.push(problem(message, 'Write the repeated parts out.'));
      }
    });
    return { documents, problems };
  } catch {
    return { documents: [], problems: [tooDeep] };
  }
};
