"use client";

import type { ReactNode } from "react";
import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { FindingKind, type FindingListItem, FindingStatus } from "@/lib/commitments";
import { formatDateShort } from "@/lib/kernel/format";
import { FINDING_KIND_LABELS } from "./finding-subject";
import { dueWords, FINDING_STATUS_LABELS } from "./finding-words";
import { watchHref } from "./hrefs";
import { FindingVerdictMark } from "./ResultVerdictMark";

const columnsOf = (today: string): readonly TableColumn<FindingListItem>[] => [
  {
    id: "check",
    header: "Finding",
    fixed: true,
    cell: (row) => (
      <>
        {row.title} <small className="mono">{row.code}</small>
      </>
    ),
  },
  { id: "verdict", header: "Says", cell: (row) => <FindingVerdictMark verdict={row.verdict} /> },
  {
    id: "clause",
    header: "Clause or overlap",
    cell: (row) => row.clause?.replaceAll("-", " ") ?? <span className="mono">{row.condition?.overlap}</span>,
  },
  { id: "commitment", header: "Commitment", hidden: true, cell: (row) => row.commitment ?? "" },
  {
    id: "opened_day",
    header: "Since",
    cell: (row) => <span className="nb">{formatDateShort(row.opened_day)}</span>,
  },
  {
    id: "owner",
    header: "Owner",
    cell: (row) => row.owner_label ?? <span className="mute">nobody yet</span>,
  },
  {
    id: "due_on",
    header: "Due",
    cell: (row) => (row.overdue ? <b>{dueWords(row, today)}</b> : dueWords(row, today)),
  },
  { id: "status", header: "Status", cell: (row) => FINDING_STATUS_LABELS[row.status] },
];

type Option = { value: string; label: string };

const filtersOf = (mine: string, checks: readonly Option[]): readonly TableFilter[] => [
  {
    id: "status",
    label: "Status",
    options: [
      ...FindingStatus.options.map((value) => ({ value, label: FINDING_STATUS_LABELS[value] })),
      { value: "all", label: "All, closed ones too" },
    ],
  },
  {
    id: "owner",
    label: "Owner",
    options: [
      { value: mine, label: "me" },
      { value: "none", label: "nobody yet" },
    ],
  },
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
    options: FindingKind.options.map((value) => ({ value, label: FINDING_KIND_LABELS[value] })),
  },
  { id: "check", label: "Check", options: checks },
];

export type FindingsTableProps = {
  rows: readonly FindingListItem[];
  next_cursor: string | null;
  /** The reader's e-mail. */
  mine: string;
  checks: readonly Option[];
  today: string;
  csv_href: string;
  empty: ReactNode;
};

/** The queue of findings: mine first, then by due date. */
export function FindingsTable(props: FindingsTableProps) {
  const { rows, next_cursor, mine, checks, today, csv_href, empty } = props;
  return (
    <DataTable
      label="Findings"
      noun="finding"
      columns={columnsOf(today)}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => watchHref.finding(row.code)}
      row_tone={(row) => (row.verdict === "breach" && row.status !== "closed" ? "hit" : undefined)}
      filters={filtersOf(mine, checks)}
      paging={{ kind: "cursor", next_cursor }}
      csv_href={csv_href}
      empty={empty}
    />
  );
}
