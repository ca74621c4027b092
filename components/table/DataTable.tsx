"use client";

import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { Button } from "@/components/ui";
import { capitalise, formatCount, formatList } from "@/lib/kernel/format";
import { ChoiceCell, ChoiceHead, type RowChoice } from "./Choice";
import { Paging } from "./Paging";
import { ScrollArea } from "./ScrollArea";
import { chooseColumns, formatSort, nextSort, type SortLevel } from "./sort";
import { Toolbar } from "./Toolbar";
import type { RowTone, TableColumn, TableFilter, TablePaging } from "./types";
import { useTableQuery } from "./use-table-query";

export type DataTableProps<Row extends RowData> = {
  /** Its accessible name, such as "Partners". */
  label: string;
  /** One row, in the singular: "partner". */
  noun: string;
  /** Defined once in the module, not while rendering. */
  columns: readonly TableColumn<Row>[];
  /** As the server sorted, filtered and cut them. */
  rows: readonly Row[];
  row_key: (row: Row) => string;
  /** Makes the first column a link; arrow keys go from row to row, Enter opens. */
  row_href?: (row: Row) => string;
  row_tone?: (row: Row) => RowTone | undefined;
  filters?: readonly TableFilter[];
  /** Placeholder of the search field; without it there is none. */
  search?: string;
  paging: TablePaging;
  /** Parameters of the address that others set, such as a range: links of the table keep them. */
  keep?: readonly string[];
  /** Id of the section that holds the table, where it is not the first of its page: paging leads back to it. */
  anchor?: string;
  /** Address of the same list as CSV; the query of this view is appended. */
  csv_href?: string;
  default_sort?: string;
  cards?: 2 | 3;
  /** On a narrow screen, where each row is a card, so many are shown until more are asked for. */
  fold?: number;
  /** Rows are chosen for bulk actions; without it there are no boxes. */
  choice?: RowChoice<Row>;
  /** Shown when there is nothing at all, without any filter. */
  empty: ReactNode;
  /** Names in the address that could not be read: said, and not taken for filters. */
  ignored?: readonly string[];
  /** Buttons before the column menu. */
  tools?: ReactNode;
};

const FEATURES = tableFeatures({ rowSortingFeature, columnVisibilityFeature, columnOrderingFeature });
const NO_FILTERS: readonly TableFilter[] = [];

const classes = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(" ") || undefined;

function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const step = steps[event.key];
  const link = event.target instanceof Element ? event.target.closest("[data-row-link]") : null;
  if (step === undefined || !link) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const to = Math.min(links.length - 1, Math.max(0, links.indexOf(link as HTMLElement) + step));
  event.preventDefault();
  links[to]?.focus();
}

function HeadCell<Row>({
  column,
  sort,
  href,
  onSort,
}: {
  column: TableColumn<Row>;
  sort: readonly SortLevel[];
  href: (change: Record<string, unknown>) => string;
  onSort: (levels: SortLevel[]) => void;
}) {
  const place = sort.findIndex((level) => level.id === column.id);
  const level = sort[place];
  const direction = level ? (level.desc ? "descending" : "ascending") : undefined;
  if (!column.sortable)
    return (
      <th scope="col" className={classes(column.align === "right" && "r")}>
        {column.header}
      </th>
    );
  return (
    <th scope="col" aria-sort={direction ?? "none"} className={classes(column.align === "right" && "r")}>
      <Link
        href={href({ sort: formatSort(nextSort(sort, column.id, false)) || null })}
        prefetch={false}
        scroll={false}
        className={classes("sort", level && "s")}
        title="Sorts; with Shift in addition to the others"
        onClick={(event) => {
          if (!event.shiftKey) return;
          event.preventDefault();
          onSort(nextSort(sort, column.id, true));
        }}
      >
        {column.header}
        {level ? ` ${level.desc ? "↓" : "↑"}${sort.length > 1 ? place + 1 : ""}` : ""}
      </Link>
    </th>
  );
}

function useRegisterTable<Row extends RowData>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  row_key: (row: Row) => string,
  shown: readonly string[],
  sorting: SortLevel[],
) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof FEATURES, Row>();
    return columns.map((column) =>
      helper.display({ id: column.id, header: column.header, cell: ({ row }) => column.cell(row.original) }),
    );
  }, [columns]);
  return useTable({
    features: FEATURES,
    columns: definitions,
    data: rows,
    getRowId: row_key,
    manualSorting: true,
    state: {
      sorting,
      columnOrder: [...shown],
      columnVisibility: Object.fromEntries(columns.map((column) => [column.id, shown.includes(column.id)])),
    },
  });
}

/** A cell; the first of a row carries its link. */
function BodyCell<Row>({
  column,
  href,
  children,
}: {
  column: TableColumn<Row> | undefined;
  href: string | undefined;
  children: ReactNode;
}) {
  return (
    <td data-l={column?.header} className={classes(column?.align === "right" && "r", column?.wide && "all")}>
      {href === undefined ? (
        children
      ) : (
        // Fetching every row's page ahead costs the server more than the list itself.
        <Link className="row-link" data-row-link href={href} prefetch={false}>
          {children}
        </Link>
      )}
    </td>
  );
}

function NoMatch({ noun }: { noun: string }) {
  return (
    <p className="note">
      No {noun} matches. <Link href="?">Take all filters off</Link>
    </p>
  );
}

/** Parts of the address that could not be read: without this the list would be taken for a filtered one. */
function LeftOut({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className="note" role="status">
      {capitalise(formatList(names))} in the address could not be read and{" "}
      {names.length === 1 ? "was" : "were"} left out.
    </p>
  );
}

/** The row of sums, where any column has one. */
function Sums<Row>({ columns, boxes }: { columns: readonly TableColumn<Row>[]; boxes: boolean }) {
  if (!columns.some((column) => column.sum !== undefined)) return null;
  return (
    <tfoot>
      <tr>
        {boxes ? <td /> : null}
        {columns.map((column) => (
          <td key={column.id} className={classes(column.align === "right" && "r")}>
            {column.sum}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/** The one table of lists: the server sorts, filters and cuts; everything that it was asked stands in the URL. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  "use no memo";
  const { label, noun, columns, rows, row_key, row_href, row_tone, cards = 2, paging, empty, choice } = props;
  const filters = props.filters ?? NO_FILTERS;
  const [unfolded, setUnfolded] = useState(false);
  const hash = props.anchor === undefined ? "" : `#${props.anchor}`;
  const fold = unfolded ? Infinity : (props.fold ?? Infinity);
  const query = useTableQuery(columns, filters, props.default_sort ?? "", props.keep, props.ignored);
  const visible = chooseColumns(columns, query.columns);
  const shown = visible.map((column) => column.id);
  const table = useRegisterTable(columns, rows, row_key, shown, query.sort);
  const byId = new Map(columns.map((column) => [column.id, column]));
  const filtered = query.q !== "" || filters.some((filter) => query.chosen[filter.id]);
  if (rows.length === 0 && !filtered && query.cursor === null) return empty;
  return (
    <div className="data-table" aria-busy={query.pending}>
      <Toolbar {...{ query, columns, shown, filters }} search={props.search} csv_href={props.csv_href}>
        {props.tools}
      </Toolbar>
      <LeftOut names={props.ignored ?? []} />
      <ScrollArea label={label}>
        <table className={classes("tbl", "cards", "sticky", cards === 3 && "tri")}>
          <thead>
            <tr>
              {choice ? <ChoiceHead choice={choice} keys={rows.map(row_key)} /> : null}
              {visible.map((column) => (
                <HeadCell
                  key={column.id}
                  column={column}
                  sort={query.sort}
                  href={query.href}
                  onSort={query.setSort}
                />
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={moveBetweenRows}>
            {table.getRowModel().rows.map((row, place) => (
              <tr key={row.id} className={classes(row_tone?.(row.original), place >= fold && "folded")}>
                {choice ? (
                  <ChoiceCell choice={choice} id={row.id} label={choice.label(row.original)} />
                ) : null}
                {row.getVisibleCells().map((cell, nth) => (
                  <BodyCell
                    key={cell.id}
                    column={byId.get(cell.column.id)}
                    href={nth === 0 ? row_href?.(row.original) : undefined}
                  >
                    <table.FlexRender cell={cell} />
                  </BodyCell>
                ))}
              </tr>
            ))}
          </tbody>
          {rows.length > 0 ? <Sums columns={visible} boxes={choice !== undefined} /> : null}
        </table>
      </ScrollArea>
      {rows.length > fold ? (
        <div className="unfold">
          <Button onClick={() => setUnfolded(true)}>
            Show {formatCount(rows.length - fold, `more ${noun}`)}
          </Button>
        </div>
      ) : null}
      {rows.length === 0 ? <NoMatch noun={noun} /> : null}
      {rows.length > 0 ? (
        <Paging
          paging={paging}
          shown={rows.length}
          noun={noun}
          cursor={query.cursor}
          href={(change) => `${query.href(change)}${hash}`}
        />
      ) : null}
    </div>
  );
}
