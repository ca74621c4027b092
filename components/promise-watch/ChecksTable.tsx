"use client";

import type { ReactNode } from "react";
import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { type CheckListItem, CheckStatus, type Day, GRAVEST_FIRST } from "@/lib/commitments";
import { formatDateShort } from "@/lib/kernel/format";
import { CHECK_STATUS_LABELS } from "./finding-words";
import { watchHref } from "./hrefs";
import { MiniStrip } from "./MiniStrip";
import { METRIC_LABELS, metricLabel } from "./metric-words";
import { LatestVerdict } from "./ResultVerdictMark";
import { RESULT_WORDS } from "./strip-model";

const columnsOf = (today: Day): readonly TableColumn<CheckListItem>[] => [
  {
    id: "title",
    header: "Check",
    sortable: true,
    fixed: true,
    cell: (row) => (
      <>
        {row.title}{" "}
        <small>
          <span className="mono">{row.key}</span>, version {row.check_version}
        </small>
      </>
    ),
  },
  {
    id: "latest",
    sortable: true,
    header: "Latest",
    cell: (row) => <LatestVerdict verdict={row.latest?.verdict ?? null} />,
  },
  {
    id: "strip",
    header: "Two months",
    cell: (row) => (
      <MiniStrip marks={row.strip} first_day={row.first_day} today={today} every={row.schedule.every} />
    ),
  },
  { id: "metric", sortable: true, header: "Measures", cell: (row) => metricLabel(row.metric) },
  {
    id: "clause",
    header: "Clause",
    sortable: true,
    cell: (row) => row.clause.key.replaceAll("-", " "),
  },
  { id: "commitment", sortable: true, header: "Commitment", hidden: true, cell: (row) => row.commitment.key },
  {
    id: "status",
    header: "Status",
    sortable: true,
    cell: (row) => (
      <>
        {CHECK_STATUS_LABELS[row.status]}
        {row.status === "proposed" ? <small>waits for a second person</small> : null}
      </>
    ),
  },
  {
    id: "first_day",
    header: "First day",
    sortable: true,
    cell: (row) => <span className="nb">{formatDateShort(row.first_day)}</span>,
  },
  {
    id: "open_findings",
    header: "Findings open",
    sortable: true,
    align: "right",
    cell: (row) => (row.open_findings > 0 ? <b>{row.open_findings}</b> : 0),
  },
];

type Option = { value: string; label: string };

const filtersOf = (clauses: readonly Option[], commitments: readonly Option[]): readonly TableFilter[] => [
  {
    id: "verdict",
    label: "Latest",
    options: [
      ...GRAVEST_FIRST.map((value) => ({ value, label: RESULT_WORDS[value] })),
      { value: "none", label: "No result yet" },
    ],
  },
  {
    id: "status",
    label: "Status",
    options: [
      ...CheckStatus.options.map((value) => ({ value, label: CHECK_STATUS_LABELS[value] })),
      { value: "all", label: "All, ended ones too" },
    ],
  },
  {
    id: "metric",
    label: "Measures",
    options: Object.entries(METRIC_LABELS).map(([value, label]) => ({ value, label })),
  },
  { id: "clause", label: "Clause", options: clauses },
  { id: "commitment", label: "Commitment", options: commitments },
];

export type ChecksTableProps = {
  rows: readonly CheckListItem[];
  next_cursor: string | null;
  commitments: readonly Option[];
  clauses: readonly Option[];
  /** Names in the address that could not be read. */
  ignored: readonly string[];
  default_sort: string;
  today: Day;
  csv_href: string;
  tools: ReactNode;
  empty: ReactNode;
};

/** Every version of every check that runs, waits or is proposed. */
export function ChecksTable(props: ChecksTableProps) {
  const { rows, next_cursor, commitments, clauses, today, csv_href, tools, empty } = props;
  return (
    <DataTable
      label="Checks"
      noun="check"
      columns={columnsOf(today)}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => watchHref.check(row.id)}
      row_tone={(row) => (row.latest?.verdict === "breach" ? "hit" : undefined)}
      filters={filtersOf(clauses, commitments)}
      ignored={props.ignored}
      default_sort={props.default_sort}
      paging={{ kind: "cursor", next_cursor }}
      csv_href={csv_href}
      tools={tools}
      empty={empty}
    />
  );
}
