import type { ReactNode } from "react";
import { ScrollArea } from "./ScrollArea";
import type { RowTone, TableColumn } from "./types";

export type SimpleTableProps<Row> = {
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  row_key: (row: Row) => string;
  row_tone?: (row: Row) => RowTone | undefined;
  /** Less air, for tables of figures. */
  tight?: boolean;
  /** Cards at 390 px: two or three columns. Without it the table scrolls. */
  cards?: 2 | 3;
  empty?: ReactNode;
};

const cellClass = (align: "right" | undefined, wide: boolean | undefined) =>
  [align === "right" && "r", wide && "all"].filter(Boolean).join(" ") || undefined;

/** A table that neither sorts nor pages; renders on the server. */
export function SimpleTable<Row>(props: SimpleTableProps<Row>) {
  const { label, columns, rows, row_key, row_tone, tight, cards, empty } = props;
  if (rows.length === 0 && empty) return empty;
  const sums = columns.some((column) => column.sum !== undefined);
  const classes = ["tbl", tight && "tight", cards && "cards", cards === 3 && "tri"].filter(Boolean).join(" ");
  return (
    <ScrollArea label={label}>
      <table className={classes}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={cellClass(column.align, false)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row_key(row)} className={row_tone?.(row)}>
              {columns.map((column) => (
                <td key={column.id} data-l={column.header} className={cellClass(column.align, column.wide)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {sums ? (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column.align, false)}>
                  {column.sum}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </ScrollArea>
  );
}
