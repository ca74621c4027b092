import type { ReactNode } from "react";

export type TableColumn<Row> = {
  /** The API's name of the property: sorts, exports and the URL use it. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right, one precision a column. */
  align?: "right";
  sortable?: boolean;
  /** Not shown until it is chosen. */
  hidden?: boolean;
  /** Always first; cannot be hidden or moved. It carries the link of the row. */
  fixed?: boolean;
  /** Takes the whole width of a card at 390 px. */
  wide?: boolean;
  /** In the row of sums; only where a sum means something. */
  sum?: ReactNode;
};

export type TableFilter = {
  /** The query parameter. */
  id: string;
  label: string;
  options: readonly { value: string; label: string }[];
};

export type TablePaging =
  | { kind: "cursor"; next_cursor: string | null; total?: number }
  | { kind: "page"; page: number; page_count: number; total: number };

export type RowTone = "hit" | "we";
