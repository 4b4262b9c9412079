import { printable, shortened } from './printable.ts';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'right';
  /** Part of the width that is left over which it gets when not everything fits; 0: it is never cut. */
  readonly weight: number;
}

const lengthOf = (text: string): number => [...text].length;

/** Widths that fit: columns of no weight as they are, the others by their weight and no wider than they need. */
const widthsOf = (
  needed: readonly number[],
  weights: readonly number[],
  width: number,
): readonly number[] => {
  const gaps = 2 * (needed.length - 1);
  const widths = needed.map((need, index) => (weights[index] === 0 ? need : 0));
  const open = new Set([...needed.keys()].filter((index) => weights[index] !== 0));
  for (;;) {
    const left = width - gaps - widths.reduce((sum, one) => sum + one, 0);
    const total = [...open].reduce((sum, index) => sum + (weights[index] ?? 0), 0);
    const share = (index: number): number => Math.floor((left * (weights[index] ?? 0)) / total);
    const content = [...open].filter((index) => (needed[index] ?? 0) <= share(index));
    if (open.size === 0) return widths;
    const settled = content.length > 0 ? content : [...open];
    for (const index of settled) {
      widths[index] = Math.max(1, content.length > 0 ? (needed[index] ?? 0) : share(index));
    }
    for (const index of settled) open.delete(index);
  }
};

/**
 * Rows in columns that fit the width; longer cells end in an ellipsis. No line ends in blanks.
 * @param paint colours a cell after it was fitted; `undefined` row for the titles
 */
export const textTable = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number,
  paint: (text: string, row: Row | undefined, title: string) => string = (text) => text,
): readonly string[] => {
  const cells = rows.map((row) => columns.map(({ cell }) => printable(cell(row))));
  const needed = columns.map(({ title }, index) =>
    Math.max(lengthOf(title), ...cells.map((row) => lengthOf(row[index] ?? ''))),
  );
  const widths = widthsOf(
    needed,
    columns.map(({ weight }) => weight),
    width,
  );
  const line = (texts: readonly string[], row: Row | undefined): string =>
    texts
      .map((text, index) => {
        const column = columns[index];
        const wide = widths[index] ?? 0;
        const fitted = shortened(text, wide);
        const blanks = ' '.repeat(wide - lengthOf(fitted));
        const painted = paint(fitted, row, column?.title ?? '');
        if (column?.align === 'right') return blanks + painted;
        return index === columns.length - 1 ? painted : painted + blanks;
      })
      .join('  ')
      .trimEnd();
  return [
    line(
      columns.map(({ title }) => title),
      undefined,
    ),
    ...rows.map((row, index) => line(cells[index] ?? [], row)),
  ];
};
