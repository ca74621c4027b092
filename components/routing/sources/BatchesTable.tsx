import { SimpleTable, type TableColumn } from "@/components/table";
import { formatDateTime, formatNumber } from "@/lib/kernel/format";
import type { BatchView } from "@/lib/routing";

const COLUMNS: readonly TableColumn<BatchView>[] = [
  { id: "created_at", header: "Delivered", cell: (row) => formatDateTime(row.created_at) },
  {
    id: "file_name",
    header: "File",
    wide: true,
    cell: (row) => row.file_name ?? <span className="mute">posted</span>,
  },
  { id: "state", header: "State", cell: (row) => row.state },
  { id: "received", header: "Received", align: "right", cell: (row) => formatNumber(row.received) },
  { id: "accepted", header: "Stored", align: "right", cell: (row) => formatNumber(row.accepted) },
  { id: "duplicate", header: "Stored before", align: "right", cell: (row) => formatNumber(row.duplicate) },
  { id: "rejected", header: "Not taken", align: "right", cell: (row) => formatNumber(row.rejected) },
];

/** Deliveries of a source, newest first; every line of each is accounted for. */
export function BatchesTable({ batches }: { batches: readonly BatchView[] }) {
  return (
    <SimpleTable
      label="Deliveries"
      tight
      columns={COLUMNS}
      rows={batches}
      row_key={(row) => row.id}
      cards={2}
      empty={<p className="mute">Nothing was delivered yet.</p>}
    />
  );
}
