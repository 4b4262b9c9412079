import type { Table, TableRow } from '../table.ts';
import { type Field, fieldOf } from './columns.ts';
import { headingKey, type SavedMapping } from './saved-mapping.ts';

export interface Column {
  readonly heading: string;
  readonly field?: Field;
  /** The saved mapping says so, or the heading does. */
  readonly by?: 'mapping' | 'heading';
}

export interface Header {
  readonly line: number;
  readonly columns: readonly Column[];
}

/** Titles, dates of printing and logos stand above the header; further down they do not. */
const searchedRows = 25;

const columnsOf = (row: TableRow, saved: SavedMapping): readonly Column[] =>
  row.cells.map((heading) => {
    const mapped = saved.columns.get(headingKey(heading));
    if (mapped !== undefined)
      return { heading, by: 'mapping', ...(mapped === 'ignore' ? {} : { field: mapped }) };
    const field = fieldOf(heading);
    return field ? { heading, field, by: 'heading' } : { heading };
  });

const names: readonly (Field | undefined)[] = ['api', 'host', 'url', 'basePath', 'path'];

const known = (columns: readonly Column[]): ReadonlySet<Field> =>
  new Set(columns.flatMap(({ field }) => field ?? []));

/** It says where something is or what it is called, and at least one thing more, unless it is all there is. */
const isHeader = (columns: readonly Column[]): boolean => {
  const found = known(columns);
  return [...found].some((field) => names.includes(field)) && (found.size >= 2 || columns.length === 1);
};

/** The row that names the columns: the saved one, else of the first rows the one that names most. */
export const headerOf = (table: Table, saved: SavedMapping): Header | undefined => {
  const rows =
    saved.headerRow === undefined
      ? table.rows.slice(0, searchedRows)
      : table.rows.filter(({ line }) => line === saved.headerRow);
  const headers = rows
    .map((row): Header => ({ line: row.line, columns: columnsOf(row, saved) }))
    .filter(({ columns }) => isHeader(columns));
  return headers.toSorted((a, b) => known(b.columns).size - known(a.columns).size)[0];
};
