"use client";

import type { ReactNode } from "react";
import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { Pips } from "@/components/ui";
import { formatDateShort, formatList } from "@/lib/kernel/format";
import {
  OVERLAP_KIND_LABELS,
  OVERLAP_STATUS_LABELS,
  OverlapKind,
  type OverlapListItem,
  OverlapStatus,
} from "@/lib/register";

const COLUMNS: readonly TableColumn<OverlapListItem>[] = [
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
  { id: "kind", header: "Kind", sortable: true, cell: (row) => OVERLAP_KIND_LABELS[row.kind] },
  { id: "counterparts", header: "With", wide: true, cell: (row) => formatList(row.counterparts) },
  {
    id: "segment_name",
    header: "Segment",
    sortable: true,
    cell: (row) => row.segment_name ?? <span className="mute">none</span>,
  },
  {
    id: "detected_at",
    header: "Detected",
    sortable: true,
    cell: (row) => <span className="nb">{formatDateShort(new Date(row.detected_at))}</span>,
  },
  {
    id: "due",
    header: "Due",
    sortable: true,
    cell: (row) =>
      row.due === null ? (
        <span className="mute">none</span>
      ) : (
        <span className="nb">{formatDateShort(row.due)}</span>
      ),
  },
  {
    id: "status",
    header: "Status",
    sortable: true,
    hidden: true,
    cell: (row) => OVERLAP_STATUS_LABELS[row.status],
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

type Option = { value: string; label: string };

const filtersOf = (parties: readonly Option[], segments: readonly Option[]): readonly TableFilter[] => [
  {
    id: "severity",
    label: "Severity",
    options: [5, 4, 3, 2, 1].map((level) => ({ value: String(level), label: String(level) })),
  },
  {
    id: "kind",
    label: "Kind",
    options: OverlapKind.options.map((value) => ({ value, label: OVERLAP_KIND_LABELS[value] })),
  },
  { id: "party", label: "Party", options: parties },
  { id: "segment", label: "Segment", options: segments },
  {
    id: "status",
    label: "Status",
    options: [
      ...OverlapStatus.options.map((value) => ({ value, label: OVERLAP_STATUS_LABELS[value] })),
      { value: "all", label: "All, ended ones too" },
    ],
  },
];

export type OverlapsTableProps = {
  rows: readonly OverlapListItem[];
  next_cursor: string | null;
  total: number;
  parties: readonly Option[];
  segments: readonly Option[];
  /** Whether a status was asked for: without one the queue holds what is open. */
  any_status: boolean;
  empty: ReactNode;
};

/** The queue of overlaps, the heaviest first. */
export function OverlapsTable({
  rows,
  next_cursor,
  total,
  parties,
  segments,
  any_status,
  empty,
}: OverlapsTableProps) {
  return (
    <DataTable
      label="Overlaps"
      noun="overlap"
      columns={COLUMNS}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => `/overlaps/${row.key}`}
      filters={filtersOf(parties, segments)}
      search="Find an overlap"
      paging={{ kind: "cursor", next_cursor, total }}
      csv_href={`/api/v1/overlaps?format=csv${any_status ? "" : "&status=open"}`}
      default_sort="-severity"
      empty={empty}
    />
  );
}
