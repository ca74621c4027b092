import { SimpleTable, type TableColumn } from "@/components/table";
import type { ResultMark } from "@/lib/commitments";
import { formatDate, formatNumber } from "@/lib/kernel/format";
import { ResultVerdictMark } from "./ResultVerdictMark";
import { type VerdictRun, verdictRuns } from "./strip-model";

const COLUMNS: readonly TableColumn<VerdictRun>[] = [
  { id: "verdict", header: "Verdict", cell: (row) => <ResultVerdictMark verdict={row.verdict} /> },
  { id: "from", header: "From", cell: (row) => formatDate(row.from) },
  { id: "to", header: "To", cell: (row) => formatDate(row.to) },
  { id: "results", header: "Results", align: "right", cell: (row) => formatNumber(row.results) },
  { id: "again", header: "Run again", align: "right", cell: (row) => formatNumber(row.again) },
];

/** The same as the strip, in rows: results of one verdict after another. */
export function StripTable({ label, marks }: { label: string; marks: readonly ResultMark[] }) {
  if (marks.length === 0) return null;
  return (
    <details className="strip-table">
      <summary>Show as table</summary>
      <SimpleTable
        label={label}
        columns={COLUMNS}
        rows={verdictRuns(marks)}
        row_key={(row) => row.from}
        row_tone={(row) => (row.verdict === "breach" ? "hit" : undefined)}
        tight
        cards={3}
      />
    </details>
  );
}
