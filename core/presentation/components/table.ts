import { type Html, type HtmlValue, html, none, trusted } from '../html.ts';

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => HtmlValue;
  readonly number?: boolean;
}

export interface TableOptions<Row> {
  /** Class of a row that stands out; the row must say in words why. */
  readonly rowClass?: (row: Row) => string;
}

const numeric = (number: boolean | undefined): Html => (number ? trusted(' class="number"') : none);

/**
 * A table with a caption; on a phone each row becomes a card. The first column names the row. Roles are written out:
 * browsers drop those of a table that is laid out as blocks.
 */
export const table = <Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { rowClass }: TableOptions<Row> = {},
): Html => html`
<div class="scroll"><table class="stack" role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(({ label, number }) => html`<th scope="col" role="columnheader"${numeric(number)}>${label}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
  (row) =>
    html`<tr role="row"${rowClass?.(row) ? html` class="${rowClass(row)}"` : none}>${columns.map(
      ({ label, cell, number }, index) =>
        index === 0
          ? html`<th scope="row" role="rowheader">${cell(row)}</th>`
          : html`<td role="cell" data-label="${label}"${numeric(number)}>${cell(row)}</td>`,
    )}</tr>`,
)}</tbody>
</table></div>`;

export const list = (items: readonly HtmlValue[]): Html =>
  html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
