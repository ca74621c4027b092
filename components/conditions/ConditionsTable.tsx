"use client";

import type { ReactNode } from "react";
import { conditionState } from "@/components/overlaps/condition-words";
import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { formatDateShort } from "@/lib/kernel/format";
import {
  CONDITION_KIND_LABELS,
  CONDITION_STATUS_LABELS,
  ConditionKind,
  type ConditionListItem,
  ConditionStatus,
} from "@/lib/register";
import { titleOf } from "./condition-page-words";

const columnsOf = (today: string): readonly TableColumn<ConditionListItem>[] => [
  {
    id: "text",
    header: "Condition",
    fixed: true,
    cell: (row) => (
      <>
        {titleOf(row.text)}{" "}
        <small>
          <span className="mono">{row.key}</span> · {CONDITION_KIND_LABELS[row.kind].toLowerCase()}
        </small>
      </>
    ),
  },
  {
    id: "overlap",
    header: "Overlap",
    sortable: true,
    wide: true,
    cell: (row) => (
      <>
        {row.overlap_title} <small className="mono">{row.overlap}</small>
      </>
    ),
  },
  { id: "owner", sortable: true, header: "Owner", cell: (row) => row.owner_label },
  {
    id: "due_on",
    sortable: true,
    header: "Due",
    cell: (row) => <span className="nb">{formatDateShort(row.due_on)}</span>,
  },
  { id: "status", sortable: true, header: "State", cell: (row) => <State row={row} today={today} /> },
  {
    id: "covered_to",
    header: "Shown up to",
    cell: (row) =>
      row.covered_to === null ? (
        <span className="mute">nothing shown</span>
      ) : (
        <span className="nb">{formatDateShort(row.covered_to)}</span>
      ),
  },
  {
    id: "finding",
    header: "Finding",
    hidden: true,
    cell: (row) => <span className="mono">{row.finding ?? ""}</span>,
  },
  {
    id: "review",
    header: "Demanded by",
    hidden: true,
    cell: (row) => <span className="mono">{row.review}</span>,
  },
];

function State({ row, today }: { row: ConditionListItem; today: string }) {
  const { met, word, more } = conditionState(row, today);
  return (
    <>
      <span className={met ? "st met" : "st"}>{word}</span>
      {more ? <span className="soft"> {more}</span> : null}
    </>
  );
}

const FILTERS: readonly TableFilter[] = [
  {
    id: "status",
    label: "Status",
    options: [
      ...ConditionStatus.options.map((value) => ({ value, label: CONDITION_STATUS_LABELS[value] })),
      { value: "all", label: "All, ended ones too" },
    ],
  },
  { id: "owner", label: "Owner", options: [{ value: "me", label: "me" }] },
  {
    id: "overdue",
    label: "Overdue",
    options: [
      { value: "true", label: "overdue" },
      { value: "false", label: "not overdue" },
    ],
  },
  {
    id: "kind",
    label: "Kind",
    options: ConditionKind.options.map((value) => ({ value, label: CONDITION_KIND_LABELS[value] })),
  },
];

export type ConditionsTableProps = {
  rows: readonly ConditionListItem[];
  next_cursor: string | null;
  today: string;
  empty: ReactNode;
};

/** Conditions, the next due first. */
export function ConditionsTable({ rows, next_cursor, today, empty }: ConditionsTableProps) {
  return (
    <DataTable
      label="Conditions"
      noun="condition"
      columns={columnsOf(today)}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => `/overlaps/conditions/${row.key}`}
      filters={FILTERS}
      paging={{ kind: "cursor", next_cursor }}
      fold={8}
      empty={empty}
    />
  );
}
