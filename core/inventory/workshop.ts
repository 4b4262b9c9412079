import { CsvError, parse } from 'csv-parse/sync';
import type { InputProblem } from '../input-problem.ts';
import type { DataClass, Exposure } from './api-record.ts';
import type { Evidence } from './evidence.ts';
import { sourceKind } from './evidence-sources.ts';

const maxBytes = 5 * 1024 * 1024;

/** Column names people write, reduced to letters: the first is the one we ask for. */
const headings = {
  api: ['api', 'apiname', 'name', 'service'],
  host: ['host', 'hostname', 'domain'],
  basePath: ['basepath', 'path', 'prefix'],
  owner: ['owner', 'team', 'owningteam', 'contact'],
  dataClass: ['dataclass', 'dataclassification', 'classification'],
  exposure: ['exposure', 'audience'],
  partners: ['partners', 'partner', 'fintechs'],
  notes: ['notes', 'note', 'comment', 'comments'],
} as const;
type Column = keyof typeof headings;

const dataClasses: readonly string[] = [
  'public',
  'internal',
  'confidential',
  'secret',
] satisfies readonly DataClass[];
const exposures: readonly string[] = ['internal', 'partner', 'public'] satisfies readonly Exposure[];

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

const columnsOf = (header: Row): Map<Column, number> => {
  const names = header.cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''));
  const found = new Map<Column, number>();
  for (const [column, spellings] of Object.entries(headings)) {
    const index = names.findIndex((name) => (spellings as readonly string[]).includes(name));
    if (index >= 0) found.set(column as Column, index);
  }
  return found;
};

const options = {
  bom: true,
  trim: true,
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
} as const;

const rowsOf = (text: string, file: string): { rows: Row[]; problems: InputProblem[] } => {
  const read = (part: string, firstLine: number): Row[] =>
    (parse(part, options) as unknown as { record: string[]; info: { lines: number } }[]).map(
      ({ record, info }) => ({ cells: record, line: firstLine + info.lines - 1 }),
    );
  try {
    return { rows: read(text, 1), problems: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  // Some quote is open or misplaced: row by row, so that one bad row does not swallow those after it.
  const rows: Row[] = [];
  const problems: InputProblem[] = [];
  text.split(/\r?\n/).forEach((row, index) => {
    try {
      rows.push(...read(row, index + 1).map((one) => ({ ...one, line: index + 1 })));
    } catch {
      problems.push({
        file,
        line: index + 1,
        message: 'The quotes of this row do not match.',
        fix: 'Close the quote, and double a quote inside a quoted cell.',
      });
    }
  });
  return { rows, problems };
};

export interface WorkshopFile {
  /** One claim for each row. Rooms remember names well and places badly: prior 0.2. */
  readonly evidence: readonly Evidence[];
  readonly problems: readonly InputProblem[];
}

/**
 * Reads what a workshop wrote down: a CSV file with the header `api,host,base_path,owner,data_class,exposure,partners,notes`
 * in any order, partners separated by `;`. Only `api` is required.
 */
export const readWorkshop = (text: string, file: string, observedAt: string): WorkshopFile => {
  if (Buffer.byteLength(text) > maxBytes) {
    const message = `The file is larger than ${maxBytes} bytes.`;
    return { evidence: [], problems: [{ file, message, fix: 'Split it into several files.' }] };
  }
  const { rows, problems } = rowsOf(text, file);
  const [header, ...body] = rows;
  const columns = header ? columnsOf(header) : new Map<Column, number>();
  if (!header || !columns.has('api')) {
    const message = header ? 'The header has no column `api`.' : 'The file is empty.';
    const fix = 'Begin the file with api,host,base_path,owner,data_class,exposure,partners,notes.';
    return { evidence: [], problems: [...problems, { file, line: header?.line ?? 1, message, fix }] };
  }
  const evidence: Evidence[] = [];
  for (const row of body) {
    const say = (message: string, fix: string) => void problems.push({ file, line: row.line, message, fix });
    const cell = (column: Column): string => row.cells[columns.get(column) ?? -1] ?? '';
    if (row.cells.length > header.cells.length) {
      say(
        `The row has ${row.cells.length} cells, the header ${header.cells.length}.`,
        'Put a cell that holds a comma into quotes.',
      );
      continue;
    }
    const apiName = cell('api');
    if (!apiName) {
      say('The row names no API.', 'Write the name of the API into the column `api`.');
      continue;
    }
    const oneOf = <T extends string>(column: Column, allowed: readonly string[]): T | undefined => {
      const value = cell(column).toLowerCase();
      if (!value || allowed.includes(value)) return (value || undefined) as T | undefined;
      say(`\`${value.slice(0, 40)}\` is not a known ${column}.`, `Write one of ${allowed.join(', ')}.`);
      return undefined;
    };
    const host = cell('host').toLowerCase();
    const basePath = cell('basePath');
    const owner = cell('owner');
    const note = cell('notes');
    const exposure = oneOf<Exposure>('exposure', exposures);
    const dataClass = oneOf<DataClass>('dataClass', dataClasses);
    const partners = cell('partners')
      .split(';')
      .map((partner) => partner.trim())
      .filter((partner) => partner !== '');
    evidence.push({
      source: 'workshop',
      locator: `${file}:${row.line}`,
      apiName,
      ...(host ? { host } : {}),
      ...(basePath ? { basePath } : {}),
      ...(owner ? { owner } : {}),
      ...(exposure ? { exposure } : {}),
      ...(dataClass ? { dataClass } : {}),
      ...(partners.length ? { partners } : {}),
      ...(note ? { note } : {}),
      observedAt,
      confidence: sourceKind('workshop').prior,
    });
  }
  return { evidence, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
};
