import type { InputProblem } from '../../../input-problem.ts';
import { maxRows, tooManyRows } from '../table.ts';

/** What a column of the export can hold, as far as its form shows. */
interface Column {
  readonly heading: string;
  readonly holds: (value: string) => boolean;
}

const missing = '-';
const methods = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|TRACK|OTHER)$/i;

/** Forms of the cells that anchor a row; a column that is none of these may hold anything. */
const forms: Readonly<Record<string, RegExp>> = {
  endpoint: /^(?:[A-Z]+ )?(?:https?:\/\/[^\s]+|\/[^\s]*)$/,
  hostname: /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?(?::\d{1,5})?$/i,
  'access type': /^(?:public|private|partner|third[ _-]?party|internal)$/i,
  method: methods,
  'risk score': /^\d+(?:\.\d+)?$/,
  'last seen': /^(?:[^,]*\bago|just now|[^,]*\d{1,4}[^,]*)$/i,
  'discovered at': /^(?:[^,]*\bago|just now|[^,]*\d{1,4}[^,]*)$/i,
};

const columnOf = (heading: string): Column => {
  const form = forms[heading.trim().toLowerCase()];
  return {
    heading: heading.trim().toLowerCase(),
    holds: (value) => value === missing || !form || form.test(value),
  };
};

/** Columns whose lists are joined with commas as well. */
const isList = ({ heading }: Column): boolean =>
  /^(?:auth type|sensitive params|tags?|issues?)$/.test(heading);

const maxExtra = 20;
const maxSolutions = 2;
/** Ways that are tried for one row; real rows need a few dozen. */
const maxSteps = 500;

/**
 * Cells are joined with commas and never quoted, so that a list in a cell looks like more cells. The columns of lists
 * take up what is too much; if the cells can be dealt out in exactly one way to the columns that matter, that is the
 * row. @returns undefined for a row that can be read in several ways or in none.
 */
const dealt = (
  columns: readonly Column[],
  cells: readonly string[],
): ReadonlyMap<string, string> | undefined => {
  const extra = cells.length - columns.length;
  if (extra < 0 || extra > maxExtra) return undefined;
  const solutions = new Map<string, ReadonlyMap<string, string>>();
  let steps = 0;
  const visit = (column: number, cell: number, left: number, values: readonly string[]): void => {
    if (solutions.size >= maxSolutions || ++steps > maxSteps) return;
    const current = columns[column];
    if (!current) {
      const row = new Map(columns.map(({ heading }, index) => [heading, values[index] ?? '']));
      const matters = ['endpoint', 'hostname', 'access type', 'method'].map((heading) => row.get(heading));
      solutions.set(matters.join('\n'), row);
      return;
    }
    for (let take = 1; take <= 1 + (isList(current) ? left : 0); take++) {
      const value = cells
        .slice(cell, cell + take)
        .join(',')
        .trim();
      if (current.holds(value)) visit(column + 1, cell + take, left - (take - 1), [...values, value]);
    }
  };
  visit(0, 0, extra, []);
  const [only, other] = [...solutions.values()];
  return other || steps > maxSteps ? undefined : only;
};

export interface AktoRow {
  /** By lower-case heading; `-` stands for nothing. */
  readonly values: ReadonlyMap<string, string>;
  readonly line: number;
}

export interface AktoRows {
  readonly rows: readonly AktoRow[];
  /** Lines that could not be read in one way. */
  readonly rejected: readonly number[];
  readonly problems: readonly InputProblem[];
}

export const headingsOf = (text: string): readonly string[] =>
  (text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? '')
    .split(',')
    .map((heading) => heading.trim().toLowerCase());

/** Reads the export row by row; see `dealt` for what its missing quotes cost. */
export const aktoRows = (text: string, file: string): AktoRows => {
  const columns = headingsOf(text).map(columnOf);
  const rows: AktoRow[] = [];
  const rejected: number[] = [];
  const [, ...lines] = text.split(/\r?\n/, maxRows + 3);
  if (lines.length > maxRows + 1) return { rows, rejected, problems: [tooManyRows(file)] };
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const values = dealt(columns, line.split(','));
    if (values) rows.push({ values, line: index + 2 });
    else rejected.push(index + 2);
  });
  return { rows, rejected, problems: [] };
};
