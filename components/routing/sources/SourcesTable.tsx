import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { EmptyState, GeneratedMark } from "@/components/ui";
import { formatDateTime, formatNumber } from "@/lib/kernel/format";
import { QUALITY_BASIS_LABELS, type TrafficSourceView } from "@/lib/routing";

const COLUMNS: readonly TableColumn<TrafficSourceView>[] = [
  {
    id: "name",
    header: "Source",
    cell: (row) => (
      <>
        <Link href={`/routing/sources/${row.key}`}>
          <b>{row.name}</b>
        </Link>
        <small className="mono">{row.key}</small>
      </>
    ),
  },
  { id: "decisions", header: "Decisions", align: "right", cell: (row) => formatNumber(row.decisions) },
  { id: "batches", header: "Deliveries", align: "right", cell: (row) => formatNumber(row.batches) },
  {
    id: "last",
    header: "Last delivery",
    cell: (row) =>
      row.last_received_at ? formatDateTime(row.last_received_at) : <span className="mute">none yet</span>,
  },
  {
    id: "basis",
    header: "Quality is",
    wide: true,
    cell: (row) => QUALITY_BASIS_LABELS[row.effective_quality_basis],
  },
  { id: "generated", header: "Made by", cell: (row) => (row.generated ? <GeneratedMark /> : "a gateway") },
];

/** Named feeds of decisions, with what came from each. */
export function SourcesTable({ sources }: { sources: readonly TrafficSourceView[] }) {
  return (
    <SimpleTable
      label="Traffic sources"
      columns={COLUMNS}
      rows={sources}
      row_key={(row) => row.id}
      cards={2}
      empty={
        <EmptyState title="No traffic source yet">
          Add one below, then upload a file or let a gateway post with a key.
        </EmptyState>
      }
    />
  );
}
