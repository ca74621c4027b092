"use client";

import type { ReactNode } from "react";
import { Button, Chip, LinkButton, Popover } from "@/components/ui";
import { moveItem } from "./sort";
import type { TableColumn, TableFilter } from "./types";
import type { TableQuery } from "./use-table-query";

function Search({ query, placeholder }: { query: TableQuery; placeholder: string }) {
  return (
    <form
      method="get"
      className="table-search"
      onSubmit={(event) => {
        event.preventDefault();
        query.setSearch(String(new FormData(event.currentTarget).get("q") ?? ""), true);
      }}
    >
      <input
        className="inp"
        type="search"
        name="q"
        aria-label={placeholder}
        placeholder={placeholder}
        defaultValue={query.q}
        key={query.q === "" ? "empty" : "filled"}
        onChange={(event) => query.setSearch(event.target.value)}
      />
    </form>
  );
}

function FilterMenu({ query, filters }: { query: TableQuery; filters: readonly TableFilter[] }) {
  return (
    <Popover label="Filters" trigger={<Button tone="plain">Add a filter</Button>}>
      <div className="grid gap-3">
        {filters.map((filter) => (
          <label key={filter.id} className="fld">
            <span className="label">{filter.label}</span>
            <select
              className="inp"
              value={query.chosen[filter.id] ?? ""}
              onChange={(event) => query.setFilter(filter.id, event.target.value || null)}
            >
              <option value="">any</option>
              {filter.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </Popover>
  );
}

function ColumnMenu<Row>({
  query,
  columns,
  shown,
}: {
  query: TableQuery;
  columns: readonly TableColumn<Row>[];
  shown: readonly string[];
}) {
  const movable = columns.filter((column) => !column.fixed);
  const order = [
    ...shown.filter((id) => movable.some((column) => column.id === id)),
    ...movable.map((column) => column.id).filter((id) => !shown.includes(id)),
  ];
  const visible = order.filter((id) => shown.includes(id));
  const toggle = (id: string, on: boolean) =>
    query.setColumns(on ? [...visible, id] : visible.filter((each) => each !== id));
  return (
    <Popover label="Columns" align="end" trigger={<Button>Columns</Button>}>
      <ul className="column-list">
        {order.map((id) => {
          const header = movable.find((column) => column.id === id)?.header ?? id;
          const on = shown.includes(id);
          return (
            <li key={id}>
              <label className="chk">
                <input type="checkbox" checked={on} onChange={(event) => toggle(id, event.target.checked)} />
                <span>{header}</span>
              </label>
              {([-1, 1] as const).map((step) => (
                <button
                  key={step}
                  type="button"
                  disabled={!on || visible.indexOf(id) === (step < 0 ? 0 : visible.length - 1)}
                  aria-label={`Move ${header} ${step < 0 ? "left" : "right"}`}
                  onClick={() => query.setColumns(moveItem(visible, id, step))}
                >
                  {step < 0 ? "↑" : "↓"}
                </button>
              ))}
            </li>
          );
        })}
      </ul>
      <Button tone="text" onClick={() => query.setColumns(null)}>
        As at first
      </Button>
    </Popover>
  );
}

/** The export of exactly this: where columns were chosen, those that are shown, the fixed ones among them. */
function exportHref(csv_href: string, { search, columns }: TableQuery, shown: readonly string[]): string {
  const params = new URLSearchParams(search);
  if (columns !== null) params.set("columns", shown.join(","));
  const query = params.toString();
  return query === "" ? csv_href : `${csv_href}${csv_href.includes("?") ? "&" : "?"}${query}`;
}

/** Search, filters in words, columns, export: what stands above a table. */
export function Toolbar<Row>({
  query,
  columns,
  shown,
  filters,
  search,
  csv_href,
  children,
}: {
  query: TableQuery;
  columns: readonly TableColumn<Row>[];
  shown: readonly string[];
  filters: readonly TableFilter[];
  search: string | undefined;
  csv_href: string | undefined;
  children?: ReactNode;
}) {
  const active = filters.filter((filter) => query.chosen[filter.id]);
  const words = (filter: TableFilter) =>
    filter.options.find((option) => option.value === query.chosen[filter.id])?.label ??
    query.chosen[filter.id] ??
    "";
  return (
    <div className="chips table-tools">
      {search ? <Search query={query} placeholder={search} /> : null}
      {active.map((filter) => (
        <Chip
          key={filter.id}
          label={`${filter.label}: ${words(filter)}`}
          remove_href={query.href({ [filter.id]: null })}
        />
      ))}
      {filters.length > 0 ? <FilterMenu query={query} filters={filters} /> : null}
      <span className="grow" />
      {children}
      {columns.length > 0 ? <ColumnMenu query={query} columns={columns} shown={shown} /> : null}
      {csv_href ? (
        <LinkButton href={exportHref(csv_href, query, shown)} download="">
          Export CSV
        </LinkButton>
      ) : null}
    </div>
  );
}
