"use client";

import { useSearchParams } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { DataTable, type RowChoice, type TableColumn } from "@/components/table";
import { Pips } from "@/components/ui";
import { formatDateShort, formatList } from "@/lib/kernel/format";
import { OVERLAP_KIND_LABELS, type OverlapListItem } from "@/lib/register";
import { type Assignable, AssignBar } from "./AssignBar";
import { type QueueOptions, queueFilters } from "./filters";
import { openReviewWords, statusWords } from "./queue-words";

const columnsAt = (today: string): readonly TableColumn<OverlapListItem>[] => [
  {
    id: "title",
    header: "Overlap",
    fixed: true,
    sortable: true,
    cell: (row) => (
      <>
        {row.title} <small className="mono">{row.key}</small>
      </>
    ),
  },
  {
    id: "severity",
    header: "Severity",
    sortable: true,
    cell: (row) => (
      <span className="nb flex items-center gap-2">
        <Pips value={row.severity} of={5} label="Severity" />
        {row.severity}
      </span>
    ),
  },
  {
    id: "status",
    header: "Status",
    sortable: true,
    cell: (row) => (
      <>
        {statusWords(row.status)} <small>{openReviewWords(row)}</small>
      </>
    ),
  },
  { id: "counterparts", header: "With", wide: true, cell: (row) => formatList(row.counterparts) },
  { id: "segment_name", header: "Segment", sortable: true, cell: (row) => row.segment_name ?? <None /> },
  {
    id: "due",
    header: "Due",
    sortable: true,
    cell: (row) => <Due day={row.due} today={today} />,
  },
  {
    id: "reviewer_name",
    header: "Asked to decide",
    sortable: true,
    cell: (row) => row.reviewer_name ?? <span className="mute">whoever may</span>,
  },
  {
    id: "preparer_name",
    header: "Prepared by",
    sortable: true,
    hidden: true,
    cell: (row) => row.preparer_name ?? <span className="mute">its managers</span>,
  },
  {
    id: "kind",
    header: "Kind",
    sortable: true,
    hidden: true,
    cell: (row) => OVERLAP_KIND_LABELS[row.kind],
  },
  {
    id: "detected_at",
    header: "Detected",
    sortable: true,
    hidden: true,
    cell: (row) => <span className="nb">{formatDateShort(new Date(row.detected_at))}</span>,
  },
  {
    id: "points",
    header: "Points",
    sortable: true,
    hidden: true,
    align: "right",
    cell: (row) => `${row.points} of ${row.points_max}`,
  },
  {
    id: "known",
    header: "Factors known",
    sortable: true,
    hidden: true,
    align: "right",
    cell: (row) => `${row.known} of ${row.factor_count}`,
  },
  {
    id: "rule",
    header: "Found by",
    sortable: true,
    hidden: true,
    cell: (row) => (
      <span className="mono">
        {row.rule}@{row.rule_version}
      </span>
    ),
  },
];

const None = () => <span className="mute">none</span>;

function Due({ day, today }: { day: string | null; today: string }) {
  if (day === null) return <None />;
  return (
    <span className={day < today ? "nb late" : "nb"}>
      {formatDateShort(day)}
      {day < today ? <small>overdue</small> : null}
    </span>
  );
}

export type OverlapsTableProps = {
  rows: readonly OverlapListItem[];
  next_cursor: string | null;
  total: number;
  options: QueueOptions;
  /** Whether a status was asked for: without one the queue holds what is open. */
  any_status: boolean;
  today: string;
  /** Whom the reader can give seats to; without any there is nothing to choose rows for. */
  people: Assignable;
  empty: ReactNode;
};

/** Parameters of the page's address that are no filters of the list. */
const PAGE_ONLY = ["view", "mine", "mine_from", "cursor", "columns", "page"];

/** The queue of overlaps, the heaviest first. */
export function OverlapsTable(props: OverlapsTableProps) {
  const { rows, next_cursor, total, options, any_status, today, people, empty } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => columnsAt(today), [today]);
  const filters = useMemo(() => queueFilters(options), [options]);
  const query = new URLSearchParams(useSearchParams());
  for (const name of PAGE_ONLY) query.delete(name);
  const open = any_status ? "" : "&status=open";
  const assigns = Object.keys(people).length > 0;
  const choice: RowChoice<OverlapListItem> = { ids: chosen, onChange: setChosen, label: ({ key }) => key };
  return (
    <>
      <DataTable
        label="Overlaps"
        noun="overlap"
        columns={columns}
        rows={rows}
        row_key={(row) => row.key}
        row_href={(row) => `/overlaps/${row.key}`}
        filters={filters}
        search="Find an overlap"
        paging={{ kind: "cursor", next_cursor, total }}
        csv_href={`/api/v1/overlaps?format=csv${open}`}
        default_sort="-severity"
        fold={12}
        {...(assigns ? { choice } : {})}
        empty={empty}
      />
      {assigns ? (
        <AssignBar
          chosen={chosen}
          onChoose={setChosen}
          people={people}
          total={total}
          list_url={`/api/v1/overlaps?${query}${open}`}
        />
      ) : null}
    </>
  );
}
