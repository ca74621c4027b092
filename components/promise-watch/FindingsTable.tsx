"use client";

import { type ReactNode, useMemo, useState } from "react";
import { DataTable, type RowChoice, type TableColumn, type TableFilter } from "@/components/table";
import { FindingKind, type FindingListItem, FindingStatus, type FindingVerdict } from "@/lib/commitments";
import { formatDateShort } from "@/lib/kernel/format";
import { findingTitle } from "@/lib/register";
import { FindingsBar, type Owner } from "./FindingsBar";
import { FINDING_KIND_LABELS } from "./finding-subject";
import { dueWords, FINDING_STATUS_LABELS, retestWords } from "./finding-words";
import { watchHref } from "./hrefs";
import { FindingVerdictMark } from "./ResultVerdictMark";
import { RESULT_WORDS } from "./strip-model";

const columnsOf = (today: string): readonly TableColumn<FindingListItem>[] => [
  {
    id: "title",
    header: "Finding",
    fixed: true,
    sortable: true,
    cell: (row) => (
      <>
        {findingTitle(row.verdict, row.title)} <small className="mono">{row.code}</small>
      </>
    ),
  },
  {
    id: "verdict",
    sortable: true,
    header: "Says",
    cell: (row) => <FindingVerdictMark verdict={row.verdict} />,
  },
  {
    id: "clause",
    header: "Clause or overlap",
    sortable: true,
    cell: (row) => row.clause?.replaceAll("-", " ") ?? <span className="mono">{row.condition?.overlap}</span>,
  },
  {
    id: "commitment",
    sortable: true,
    header: "Commitment",
    hidden: true,
    cell: (row) => row.commitment ?? "",
  },
  {
    id: "opened_day",
    header: "Since",
    sortable: true,
    cell: (row) => <span className="nb">{formatDateShort(row.opened_day)}</span>,
  },
  {
    id: "owner",
    header: "Owner",
    sortable: true,
    cell: (row) => row.owner_label ?? <span className="mute">nobody yet</span>,
  },
  {
    id: "due_on",
    header: "Due",
    sortable: true,
    cell: (row) => (row.overdue ? <b>{dueWords(row, today)}</b> : dueWords(row, today)),
  },
  {
    id: "status",
    header: "Status",
    sortable: true,
    cell: (row) => (
      <>
        {FINDING_STATUS_LABELS[row.status]}
        {row.status === "risk_accepted" && row.risk_until ? (
          <small>until {formatDateShort(row.risk_until)}</small>
        ) : null}
        {row.waits_for_second ? <small>risk to accept or refuse: waits for a second person</small> : null}
      </>
    ),
  },
  {
    id: "retest",
    header: "Remedy and retest",
    wide: true,
    cell: (row) =>
      row.remedied_on === null ? (
        <span className="mute">{row.status === "closed" ? "" : "none yet"}</span>
      ) : (
        <>
          remedied {formatDateShort(row.remedied_on)}
          {row.status === "closed" || row.kind !== "tilt" ? null : (
            <small>{row.retest ? `retest: ${retestWords(row)?.split(";")[0]}` : "no retest in sight"}</small>
          )}
        </>
      ),
  },
];

/** What opens a finding. */
const OPENING: readonly { value: FindingVerdict; label: string }[] = [
  { value: "breach", label: RESULT_WORDS.breach },
  { value: "watch", label: RESULT_WORDS.watch },
  { value: "failed", label: RESULT_WORDS.failed },
  { value: "overdue", label: "Overdue condition" },
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
  {
    id: "verdict",
    label: "Says",
    options: OPENING,
  },
];

export type FindingsTableProps = {
  rows: readonly FindingListItem[];
  next_cursor: string | null;
  /** The reader's e-mail. */
  mine: string;
  checks: readonly Option[];
  today: string;
  /** What of the address could not be read. */
  ignored: readonly string[];
  csv_href: string;
  /** Whom findings can be given to; null: the reader gives none. */
  owners: readonly Owner[] | null;
  empty: ReactNode;
};

/** The queue of findings: mine first, then by due day, unless it is sorted otherwise. */
export function FindingsTable(props: FindingsTableProps) {
  const { rows, next_cursor, mine, checks, today, csv_href, owners, empty } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => columnsOf(today), [today]);
  const filters = useMemo(() => filtersOf(mine, checks), [mine, checks]);
  const choice: RowChoice<FindingListItem> = { ids: chosen, onChange: setChosen, label: ({ code }) => code };
  return (
    <>
      <DataTable
        label="Findings"
        noun="finding"
        columns={columns}
        rows={rows}
        row_key={(row) => row.code}
        row_href={(row) => watchHref.finding(row.code)}
        row_tone={(row) => (row.verdict === "breach" && row.status !== "closed" ? "hit" : undefined)}
        filters={filters}
        paging={{ kind: "cursor", next_cursor }}
        csv_href={csv_href}
        ignored={props.ignored}
        {...(owners ? { choice } : {})}
        empty={empty}
      />
      {owners ? <FindingsBar chosen={chosen} onChoose={setChosen} owners={owners} /> : null}
    </>
  );
}
