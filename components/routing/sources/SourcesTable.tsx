"use client";

import { DataTable, type TableColumn } from "@/components/table";
import { EmptyState, GeneratedMark, Unknown } from "@/components/ui";
import { formatDateTime, formatNumber, formatRange } from "@/lib/kernel/format";
import { QUALITY_BASIS_LABELS, type TrafficSourceView } from "@/lib/routing";

const COLUMNS: readonly TableColumn<TrafficSourceView>[] = [
  { id: "name", header: "Source", fixed: true, cell: ({ name }) => name },
  { id: "key", header: "Key", cell: ({ key }) => <span className="mono">{key}</span> },
  {
    id: "last_received_at",
    header: "Last delivery",
    cell: ({ last_received_at }) =>
      last_received_at ? formatDateTime(last_received_at) : <Unknown>none yet</Unknown>,
  },
  {
    id: "range",
    header: "Decisions from",
    cell: ({ first_at, last_at }) => (first_at && last_at ? formatRange(first_at, after(last_at)) : ""),
  },
  { id: "decisions", header: "Decisions", align: "right", cell: ({ decisions }) => formatNumber(decisions) },
  { id: "batches", header: "Deliveries", align: "right", cell: ({ batches }) => formatNumber(batches) },
  {
    id: "quality_basis",
    header: "Quality of candidates",
    wide: true,
    cell: (row) => QUALITY_BASIS_LABELS[row.effective_quality_basis],
  },
  {
    id: "generated",
    header: "Made by",
    cell: ({ generated }) => (generated ? <GeneratedMark /> : "gateway"),
  },
];

// The last decision belongs to the range: half-open ranges end after it.
const after = (time: string): Date => new Date(Date.parse(time) + 1);

const href = ({ key }: TrafficSourceView) => `/routing/sources/${encodeURIComponent(key)}`;

/** Every feed of decisions, with what came from it. */
export function SourcesTable({ rows }: { rows: readonly TrafficSourceView[] }) {
  return (
    <DataTable
      label="Traffic sources"
      noun="source"
      columns={COLUMNS}
      rows={rows}
      row_key={({ id }) => id}
      row_href={href}
      paging={{ kind: "cursor", next_cursor: null, total: rows.length }}
      empty={
        <EmptyState title="No traffic source yet">
          A source is a named feed of routing decisions: a gateway, or a file that you upload. Add one, then
          load a log or let the gateway post.
        </EmptyState>
      }
    />
  );
}
