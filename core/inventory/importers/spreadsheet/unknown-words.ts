import type { InputProblem } from '../../../input-problem.ts';
import type { Field } from './columns.ts';

/** Says a cell whose words have no meaning here. The cell itself may hold anything and is not repeated. */
export type SayUnknown = (line: number, field: Field, cell: string, fix: string) => void;

const shown = 100;

/** Words of a table that have no meaning here, each said once. */
export const unknownWords = (
  file: string,
): { readonly say: SayUnknown; readonly problems: readonly InputProblem[] } => {
  const problems: InputProblem[] = [];
  const said = new Set<string>();
  const say: SayUnknown = (line, field, cell, fix) => {
    const key = `${field} ${cell.toLowerCase()}`;
    if (said.has(key) || said.size >= shown) return;
    said.add(key);
    const message = `A cell of the column for ${field} has no meaning that is known.`;
    problems.push({ file, line, message, fix });
  };
  return { say, problems };
};
