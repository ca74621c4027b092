"use client";

import {
  createSerializer,
  debounce,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  useQueryStates,
} from "nuqs";
import { useMemo, useTransition } from "react";
import { formatSort, parseSort, type SortLevel } from "./sort";
import type { TableColumn, TableFilter } from "./types";

const OWN = {
  sort: parseAsString,
  q: parseAsString,
  columns: parseAsArrayOf(parseAsString),
  cursor: parseAsString,
  page: parseAsInteger,
};
const SEARCH_PAUSE_MS = 300;
const NOTHING: readonly string[] = [];

/** What of a table stands in the URL: sort, search, filters, columns, place. A change of the query starts at its top. */
export function useTableQuery<Row>(
  columns: readonly TableColumn<Row>[],
  filters: readonly TableFilter[],
  default_sort: string,
  keep: readonly string[] = NOTHING,
  ignored: readonly string[] = NOTHING,
) {
  const [pending, startTransition] = useTransition();
  const parsers = useMemo(
    () => ({
      ...OWN,
      ...Object.fromEntries(
        [...filters.map((filter) => filter.id), ...keep].map((id) => [id, parseAsString]),
      ),
    }),
    [filters, keep],
  );
  const [state, setState] = useQueryStates(parsers, { shallow: false, startTransition, scroll: false });
  const serialize = useMemo(() => createSerializer(parsers), [parsers]);
  const sortable = columns.filter((column) => column.sortable).map((column) => column.id);
  const sort: SortLevel[] = parseSort(state.sort ?? default_sort, sortable);
  const chosen = Object.fromEntries(
    filters.map(({ id }) => [id, ignored.includes(id) ? null : (state as Record<string, unknown>)[id]]),
  ) as Record<string, string | null>;
  const kept = Object.fromEntries(keep.map((id) => [id, (state as Record<string, unknown>)[id]]));
  const top = { cursor: null, page: null };
  const query = { ...kept, ...chosen, q: state.q, sort: state.sort, columns: state.columns };
  return {
    pending,
    sort,
    chosen,
    q: state.q ?? "",
    columns: state.columns,
    cursor: state.cursor,
    /** The address of this table with a change: for links, which work without JavaScript. */
    href: (change: Record<string, unknown>) => serialize("", { ...query, ...change }) || "?",
    /** The query without its place, for exports of exactly this. */
    search: serialize("", query),
    setSort: (levels: SortLevel[]) =>
      setState({ ...top, sort: formatSort(levels) || null }, { history: "push" }),
    setFilter: (id: string, value: string | null) => setState({ ...top, [id]: value }, { history: "push" }),
    clear: () =>
      setState({ ...top, q: null, ...Object.fromEntries(filters.map((filter) => [filter.id, null])) }),
    setSearch: (text: string, now = false) =>
      setState({ ...top, q: text || null }, now ? {} : { limitUrlUpdates: debounce(SEARCH_PAUSE_MS) }),
    /** Which columns are shown is no question for the server. */
    setColumns: (ids: string[] | null) => setState({ columns: ids }, { shallow: true }),
  };
}

export type TableQuery = ReturnType<typeof useTableQuery>;
