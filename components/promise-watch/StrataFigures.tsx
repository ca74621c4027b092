import { Powers } from "@/components/promise/Powers";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Unknown } from "@/components/ui";
import type { ResultFigures } from "@/lib/commitments";
import { formatNumber, formatPercentNumber, formatPoints } from "@/lib/kernel/format";
import { strataWords } from "./strata-words";

type Tilt = NonNullable<ResultFigures["tilt"]>;
type Stratum = Tilt["strata"][number];

const evidence = (value: number) =>
  value >= 1e6 ? <Powers>{`10^${Math.floor(Math.log10(value))}`}</Powers> : formatNumber(value, 2);

function odds({ decisions, log_odds }: Stratum) {
  if (decisions === 0) return <Unknown>no decision</Unknown>;
  return log_odds === null ? <span className="mute">not finite</span> : formatNumber(Math.exp(log_odds), 2);
}

const share = (fraction: number | null) => (fraction === null ? "" : formatPercentNumber(fraction));

const columns = (fixed: boolean): readonly TableColumn<Stratum>[] => [
  {
    id: "stratum",
    header: "Router, task",
    cell: (row) =>
      row.router === null ? (
        fixed ? (
          "All others"
        ) : (
          "All beyond the largest"
        )
      ) : (
        <>
          <b>{row.router || "Unnamed router"}</b> {row.task?.replaceAll(/[-_]+/g, " ") || "no task named"}
        </>
      ),
  },
  { id: "decisions", header: "Decisions", align: "right", cell: (row) => formatNumber(row.decisions) },
  { id: "observed", header: "Observed, %", align: "right", cell: (row) => share(row.observed) },
  { id: "expected", header: "Expected, %", align: "right", cell: (row) => share(row.expected) },
  {
    id: "points",
    header: "Points",
    align: "right",
    cell: ({ observed, expected }) =>
      observed === null || expected === null ? "" : formatPoints(observed - expected),
  },
  { id: "odds", header: "Odds", align: "right", cell: odds },
  {
    id: "e_value",
    header: "Evidence",
    align: "right",
    cell: (row) =>
      row.named ? (
        <>
          <b>{evidence(row.e_value)}</b> <small>named</small>
        </>
      ) : (
        evidence(row.e_value)
      ),
  },
];

/** Routers and tasks of a result with their own evidence: those that were fixed, or those of the data beside it. */
export function StrataFigures({ tilt, breach }: { tilt: Tilt; breach: boolean }) {
  return (
    <div>
      <SimpleTable
        label="By router and task"
        columns={columns(tilt.log_e_pooled !== undefined)}
        rows={tilt.strata}
        row_key={(row) => `${row.router} ${row.task}`}
        row_tone={(row) => (breach && row.named ? "hit" : undefined)}
        tight
        cards={3}
      />
      <p className="strata-said">
        <Powers>{strataWords(tilt)}</Powers>
      </p>
    </div>
  );
}
