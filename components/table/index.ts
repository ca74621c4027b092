export { DataTable, type DataTableProps } from "./DataTable";
export { ScrollArea } from "./ScrollArea";
export { SimpleTable, type SimpleTableProps } from "./SimpleTable";
export { chooseColumns, parseSort, type SortLevel } from "./sort";
export type { RowTone, TableColumn, TableFilter, TablePaging } from "./types";
