import type { InputProblem } from '../../../input-problem.ts';
import { type Token, tokensOf } from './tokens.ts';

/** One directive where it stands, with what its braces hold. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** Absent for a simple directive. Files that are included in it are already in place. */
  readonly block?: readonly Directive[];
}

export interface ParsedFile {
  readonly directives: readonly Directive[];
  readonly problems: readonly InputProblem[];
}

/** Blocks of real configurations are nested four or five deep. */
const maxDepth = 40;
const maxDirectives = 200_000;

export const placeOfDirective = ({ file, line }: Directive): string => `${file}:${line}`;

/** Reads the directives of one file. Never throws: what is not closed or not begun is a problem with its line. */
export const parseDirectives = (text: string, file: string): ParsedFile => {
  const tokens = tokensOf(text);
  const problems: InputProblem[] = [];
  const problem = (line: number, message: string, fix: string) => problems.push({ file, line, message, fix });
  let at = 0;
  let count = 0;
  const isMark = (token: Token | undefined, mark: string): boolean => token?.text === mark && !token.quoted;

  const block = (depth: number, opened: number): readonly Directive[] => {
    const directives: Directive[] = [];
    let words: Token[] = [];
    for (; at < tokens.length; at++) {
      const token = tokens[at];
      if (!token || count > maxDirectives) break;
      if (isMark(token, '}')) {
        if (words.length > 0)
          problem(words[0]?.line ?? token.line, 'The directive is not ended.', 'End it with a semicolon.');
        if (depth === 0) {
          problem(
            token.line,
            'A brace is closed that was not opened.',
            'Take it out, or export with nginx -T.',
          );
          continue;
        }
        return directives;
      }
      if (!isMark(token, ';') && !isMark(token, '{')) {
        words.push(token);
        continue;
      }
      const [name, ...args] = words;
      words = [];
      const directive = name && {
        name: name.text,
        args: args.map(({ text: word }) => word),
        file,
        line: name.line,
      };
      if (isMark(token, '{')) {
        at += 1;
        if (depth >= maxDepth) {
          problem(
            token.line,
            `Blocks are nested deeper than ${maxDepth} levels.`,
            'Flatten the configuration.',
          );
          at = tokens.length;
          return directives;
        }
        const inner = block(depth + 1, token.line);
        if (directive) directives.push({ ...directive, block: inner });
        else problem(token.line, 'A block has no name.', 'Name it, or take it out.');
      } else if (directive) directives.push(directive);
      count += 1;
    }
    if (depth > 0) problem(opened, 'The block is not closed.', 'Close its brace, or export with nginx -T.');
    else if (words.length > 0)
      problem(words[0]?.line ?? 1, 'The directive is not ended.', 'End it with a semicolon.');
    return directives;
  };

  const directives = block(0, 1);
  if (count > maxDirectives)
    problem(1, `Only the first ${maxDirectives} directives are read.`, 'Export less at a time.');
  return { directives, problems };
};
