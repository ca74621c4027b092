"use client";

import { Toolbar, useTableQuery } from "@/components/table";
import { type QueueOptions, queueFilters } from "./filters";

const KEEP = ["view"];

/** The filters of the queue above its board and its map. */
export function QueueBar({ options }: { options: QueueOptions }) {
  const filters = queueFilters(options);
  const query = useTableQuery<never>([], filters, "", KEEP);
  return (
    <Toolbar
      query={query}
      columns={[]}
      shown={[]}
      filters={filters}
      search="Find an overlap"
      csv_href={undefined}
    />
  );
}
