import { isMapping, type Mapping } from '../../documentation/mapping.ts';
import type { InputProblem } from '../../input-problem.ts';
import type { ImportFile } from './importer.ts';
import { textOfMember } from './member-text.ts';

const shownProblems = 20;
/** Past this many the file is none of these at all. */
const maxBadLines = 10_000;

export interface JsonRecord {
  readonly value: Mapping;
  readonly line: number;
}

export interface JsonLines {
  readonly records: readonly JsonRecord[];
  /** The first bad lines, and one problem that counts the others. */
  readonly problems: readonly InputProblem[];
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** JSON Lines: one object a line. A line that is none is a problem and the rest is read. An array of objects will do. */
export const readJsonLines = (file: ImportFile): JsonLines => {
  const text = textOfMember(file);
  const whole = /^\s*\[/.test(text) ? parsed(text) : undefined;
  if (Array.isArray(whole))
    return {
      records: whole.filter(isMapping).map((value, index) => ({ value, line: index + 1 })),
      problems: [],
    };
  const records: JsonRecord[] = [];
  const bad: number[] = [];
  let line = 0;
  for (let from = 0; from < text.length && bad.length < maxBadLines; ) {
    const end = text.indexOf('\n', from);
    const written = text.slice(from, end < 0 ? text.length : end).trim();
    from = end < 0 ? text.length : end + 1;
    line += 1;
    if (written === '') continue;
    const value = parsed(written);
    if (isMapping(value)) records.push({ value, line });
    else bad.push(line);
  }
  const fix = 'Write one JSON object a line.';
  const problems: InputProblem[] = bad
    .slice(0, shownProblems)
    .map((at) => ({ file: file.name, line: at, message: 'The line is not a JSON object.', fix }));
  const more = bad.length - problems.length;
  if (bad.length === maxBadLines)
    problems.push({
      file: file.name,
      line,
      message: `${more} more lines are not JSON objects; reading ended here.`,
      fix,
    });
  else if (more > 0)
    problems.push({ file: file.name, message: `${more} more lines are not JSON objects.`, fix });
  return { records, problems };
};
