import { SimpleTable, type TableColumn } from "@/components/table";
import { Unknown } from "@/components/ui";
import type { CheckMetric, ResultFigures } from "@/lib/commitments";
import { formatNumber } from "@/lib/kernel/format";
import { focusOf } from "./focus-words";
import { type BehindRow, comparedWords, groupWords, rowLabel, rowValue, valueHeader } from "./rows-words";

/** The columns that any row has something in. */
function columnsOf({ rows, measures }: ResultFigures, test: CheckMetric): readonly TableColumn<BehindRow>[] {
  const { metric } = test;
  const focus = focusOf(test);
  const unit = measures[0]?.unit ?? "count";
  const columns: TableColumn<BehindRow>[] = [
    { id: "label", header: "Behind it", cell: (row) => rowLabel(metric, row, focus) },
    { id: "group", header: "Whose", cell: (row) => groupWords(metric, row.group, focus) },
    {
      id: "value",
      header: valueHeader(metric),
      align: "right",
      cell: (row) => (row.value === null ? <Unknown /> : rowValue(metric, row.value, unit)),
    },
    { id: "n", header: "n", align: "right", cell: (row) => (row.n === null ? "" : formatNumber(row.n)) },
  ];
  const empty = new Set([
    ...(rows.every(({ group }) => group === null) || metric === "share_ceiling" ? ["group"] : []),
    ...(rows.every(({ n }) => n === null) ? ["n"] : []),
  ]);
  return columns.filter(({ id }) => !empty.has(id));
}

/** What stands behind a figure, and why it may not give it. The people who are asked stand with their answers. */
export function RowsBehind({ figures, test }: { figures: ResultFigures; test: CheckMetric }) {
  if (figures.rows.length === 0 || test.metric === "attestation") return null;
  const compared = comparedWords(test.metric);
  return (
    <div>
      <SimpleTable
        label="What stands behind the figure"
        columns={columnsOf(figures, test)}
        rows={figures.rows}
        row_key={(row) => `${row.label} ${row.group}`}
        tight
        cards={3}
      />
      {compared ? <p className="strata-said">{compared}</p> : null}
    </div>
  );
}
