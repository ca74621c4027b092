export type { RowChoice } from "./Choice";
export { DataTable, type DataTableProps } from "./DataTable";
export { ScrollArea } from "./ScrollArea";
export { SimpleTable, type SimpleTableProps } from "./SimpleTable";
export { chooseColumns, parseSort, type SortLevel } from "./sort";
export { Toolbar } from "./Toolbar";
export type { RowTone, TableColumn, TableFilter, TablePaging } from "./types";
export { useTableQuery } from "./use-table-query";
