import type { TableRow } from '../table.ts';
import type { Field } from './columns.ts';
import type { Header } from './header.ts';

const maxCell = 2_000;

/** The cell of a meaning; empty when the row has none. */
export type Cells = (field: Field) => string;

/** The cells of a row by what they mean; several columns of one meaning are one list. */
export const cellsOf = (header: Header, row: TableRow): Cells => {
  const values = new Map<Field, string>();
  header.columns.forEach(({ field }, index) => {
    const value = (row.cells[index] ?? '').slice(0, maxCell).trim();
    if (!field || value === '') return;
    const before = values.get(field);
    if (before === undefined) values.set(field, value);
    else if (field === 'partners' || field === 'method') values.set(field, `${before};${value}`);
  });
  return (field) => values.get(field) ?? '';
};
