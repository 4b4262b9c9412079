import { CsvError, parse } from 'csv-parse/sync';
import type { InputProblem } from '../../input-problem.ts';

export interface TableRow {
  readonly cells: readonly string[];
  /** 1-based line of the file, or row of the sheet. */
  readonly line: number;
}

/** The rows of a CSV file or of one sheet; nothing is known of a header yet. */
export interface Table {
  /** The file, and the sheet where there are several: `inventory.xlsx`, `inventory.xlsx/APIs`. */
  readonly name: string;
  readonly rows: readonly TableRow[];
}

export interface TableReading {
  readonly table: Table;
  readonly problems: readonly InputProblem[];
}

export const maxRows = 100_000;

export const tooManyRows = (file: string): InputProblem => ({
  file,
  message: `It has more than ${maxRows} rows.`,
  fix: 'Split it, or leave out the rows that are no APIs.',
});

const delimiters = [',', ';', '\t', '|'] as const;
const sampled = 15;

/** Delimiters outside quotes, line by line. Quotes seldom span lines in what is looked at here. */
const countsOf = (lines: readonly string[], delimiter: string): readonly number[] =>
  lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length - 1);

/** The delimiter that most lines have equally often; Excel's own `sep=;` line is believed. */
export const delimiterOf = (text: string): string => {
  const [, named] = /^\ufeff?sep=(.)\r?\n/.exec(text) ?? [];
  if (named) return named;
  const lines = text
    .slice(0, 64_000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, sampled);
  const scored = delimiters.map((delimiter) => {
    const counts = countsOf(lines, delimiter).filter((count) => count > 0);
    const most = Math.max(0, ...counts.map((count) => counts.filter((other) => other === count).length));
    return { delimiter, score: most * 1_000 + Math.min(999, Math.max(0, ...counts)) };
  });
  return scored.reduce((a, b) => (b.score > a.score ? b : a)).delimiter;
};

const read = (text: string, delimiter: string, firstLine: number): TableRow[] => {
  const rows = parse(text, {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: maxRows + 1,
    trim: true,
  }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
  return rows.map(({ record, info }) => ({ cells: record, line: firstLine + info.lines - 1 }));
};

/** Row by row, so that one misplaced quote does not swallow the rows after it. */
const readEach = (
  text: string,
  delimiter: string,
  file: string,
): { rows: TableRow[]; problems: InputProblem[] } => {
  const rows: TableRow[] = [];
  const problems: InputProblem[] = [];
  text.split(/\r?\n/, maxRows + 1).forEach((line, index) => {
    try {
      rows.push(...read(line, delimiter, index + 1));
    } catch {
      const message = 'The quotes of this row do not match.';
      const fix = 'Close the quote, and double a quote inside a quoted cell.';
      problems.push({ file, line: index + 1, message, fix });
    }
  });
  return { rows, problems };
};

/** CSV with comma, semicolon, tab or bar, with or without a byte order mark. Never throws. */
export const readCsv = (text: string, file: string): TableReading => {
  const delimiter = delimiterOf(text);
  const hasLine = /^\ufeff?sep=.\r?\n/.test(text);
  const body = hasLine ? text.slice(text.indexOf('\n') + 1) : text;
  const shift = hasLine ? 1 : 0;
  const reading = ((): { rows: TableRow[]; problems: InputProblem[] } => {
    try {
      return { rows: read(body, delimiter, 1), problems: [] };
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      return readEach(body, delimiter, file);
    }
  })();
  const { rows } = reading;
  if (rows.length > maxRows) return { table: { name: file, rows: [] }, problems: [tooManyRows(file)] };
  const shifted = rows.map((row) => ({ ...row, line: row.line + shift }));
  return {
    table: { name: file, rows: shifted },
    problems: reading.problems.map((one) => ({ ...one, line: (one.line ?? 0) + shift })),
  };
};
