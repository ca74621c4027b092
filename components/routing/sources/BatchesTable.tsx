"use client";

import { DataTable, type TableColumn } from "@/components/table";
import { EmptyState } from "@/components/ui";
import { formatDateTime, formatNumber, formatRange } from "@/lib/kernel/format";
import type { BatchView } from "@/lib/routing";

export const BATCH_STATE_WORDS: Record<BatchView["state"], string> = {
  receiving: "being received",
  storing: "being stored",
  stored: "stored",
  failed: "failed, nothing of it is stored",
  purging: "being purged",
  purged: "purged",
};

const after = (time: string): Date => new Date(Date.parse(time) + 1);

const COLUMNS: readonly TableColumn<BatchView>[] = [
  {
    id: "created_at",
    header: "Delivered",
    fixed: true,
    cell: ({ created_at }) => formatDateTime(created_at),
  },
  { id: "file_name", header: "File", wide: true, cell: ({ file_name }) => file_name ?? "posted" },
  { id: "state", header: "State", cell: ({ state }) => BATCH_STATE_WORDS[state] },
  {
    id: "range",
    header: "Decisions from",
    cell: ({ first_at, last_at }) => (first_at && last_at ? formatRange(first_at, after(last_at)) : ""),
  },
  { id: "received", header: "Received", align: "right", cell: ({ received }) => formatNumber(received) },
  { id: "accepted", header: "Stored", align: "right", cell: ({ accepted }) => formatNumber(accepted) },
  {
    id: "duplicate",
    header: "There already",
    align: "right",
    cell: ({ duplicate }) => formatNumber(duplicate),
  },
  { id: "purged", header: "Purged since", align: "right", cell: ({ purged }) => formatNumber(purged) },
  { id: "rejected", header: "Not readable", align: "right", cell: ({ rejected }) => formatNumber(rejected) },
  {
    id: "unknown_fields",
    header: "Unknown fields",
    align: "right",
    hidden: true,
    cell: ({ unknown_fields }) => formatNumber(unknown_fields),
  },
  { id: "format", header: "Format", hidden: true, cell: ({ format }) => format },
];

const href = ({ source, id }: BatchView) =>
  `/routing/sources/${encodeURIComponent(source)}?batch=${id}#delivery`;

/** Deliveries of a source, newest first; each opens with its lines that could not be read. */
export function BatchesTable({
  rows,
  next_cursor,
}: {
  rows: readonly BatchView[];
  next_cursor: string | null;
}) {
  return (
    <DataTable
      label="Deliveries"
      noun="delivery"
      columns={COLUMNS}
      rows={rows}
      row_key={({ id }) => id}
      row_href={href}
      paging={{ kind: "cursor", next_cursor }}
      empty={
        <EmptyState title="Nothing has been delivered yet" level={3}>
          Load a log, or let the gateway post.
        </EmptyState>
      }
    />
  );
}
