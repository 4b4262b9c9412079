import { type Html, type HtmlValue, html, none } from '../html.ts';

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => HtmlValue;
  /** Figures are set flush right; prose gets the room, and its long words may break. */
  readonly kind?: 'number' | 'prose';
}

export interface TableOptions<Row> {
  /** Class of a row that stands out; the row must say in words why. */
  readonly rowClass?: (row: Row) => string;
}

const classOf = (kind: 'number' | 'prose' | undefined): Html => (kind ? html` class="${kind}"` : none);

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
<thead role="rowgroup"><tr role="row">${columns.map(({ label, kind }) => html`<th scope="col" role="columnheader"${classOf(kind)}>${label}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
  (row) =>
    html`<tr role="row"${rowClass?.(row) ? html` class="${rowClass(row)}"` : none}>${columns.map(
      ({ label, cell, kind }, index) =>
        index === 0
          ? html`<th scope="row" role="rowheader">${cell(row)}</th>`
          : html`<td role="cell" data-label="${label}"${classOf(kind)}>${cell(row)}</td>`,
    )}</tr>`,
)}</tbody>
</table></div>`;

export const list = (items: readonly HtmlValue[]): Html =>
  html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
