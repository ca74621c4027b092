import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import { formatNumber, formatPercentNumber, formatPoints } from "@/lib/kernel/format";
import { rowEvidence, type StrataTable, type StratumRow } from "@/lib/reports";
import { OddsInterval } from "./OddsInterval";
import { Powers } from "./Powers";
import { TermOf } from "./TermOf";

const taskName = (task: string | null) => (task ? task.replaceAll(/[-_]+/g, " ") : "no task named");

function Name({ row }: { row: StratumRow }) {
  if (row.router === null) return <span className="soft">All beyond the largest hundred</span>;
  return (
    <>
      <b>{row.router || "Unnamed router"}</b> {taskName(row.task)}
    </>
  );
}

const odds = (log_odds: number | null) =>
  log_odds === null ? <span className="mute">not finite</span> : formatNumber(Math.exp(log_odds), 2);

function columns({ all, scale, breach }: StrataTable): TableColumn<StratumRow>[] {
  const evidence = (row: Pick<StratumRow, "e_value">) => <Powers>{rowEvidence(row.e_value)}</Powers>;
  return [
    { id: "stratum", header: "Router, task", cell: (row) => <Name row={row} />, sum: "All" },
    {
      id: "decisions",
      header: "Decisions",
      align: "right",
      cell: (row) => formatNumber(row.decisions),
      sum: formatNumber(all.decisions),
    },
    {
      id: "observed",
      header: "Observed, %",
      align: "right",
      cell: (row) => formatPercentNumber(row.observed),
      sum: formatPercentNumber(all.observed),
    },
    {
      id: "expected",
      header: "Expected, %",
      align: "right",
      cell: (row) => formatPercentNumber(row.expected),
      sum: formatPercentNumber(all.expected),
    },
    {
      id: "points",
      header: "Points",
      align: "right",
      cell: (row) => formatPoints(row.observed - row.expected),
      sum: formatPoints(all.observed - all.expected),
    },
    {
      id: "interval",
      header: "Odds, interval",
      cell: (row) => (
        <OddsInterval bounds={row} scale={scale} tone={breach && row.named ? "breach" : "ink"} />
      ),
      sum: <OddsInterval bounds={all} scale={scale} tone={breach ? "breach" : "ink"} />,
    },
    {
      id: "odds",
      header: "Odds",
      align: "right",
      cell: (row) => odds(row.log_odds),
      sum: odds(all.log_odds),
    },
    {
      id: "evidence",
      header: "Evidence",
      align: "right",
      cell: (row) =>
        row.named ? <b className={breach ? "bad" : undefined}>{evidence(row)}</b> : evidence(row),
      sum: evidence(all),
    },
  ];
}

/** Each router and task by itself, in one table with pictures of the intervals. */
export function StrataSection({
  table,
  number,
  search,
}: {
  table: StrataTable;
  number: number;
  search: string;
}) {
  const [first, ...rest] = table.finding.text;
  return (
    <Section
      wide
      number={number}
      title={table.finding.title}
      text={
        <p>
          {first} {rest.join(" ")}{" "}
          <span className="nb">
            <TermOf term="strata" search={search} />,
          </span>{" "}
          <span className="nb">
            <TermOf term="odds" search={search}>
              odds
            </TermOf>
            ,
          </span>{" "}
          <TermOf term="interval" search={search}>
            interval
          </TermOf>{" "}
          and{" "}
          <TermOf term="evidence" search={search}>
            evidence
          </TermOf>{" "}
          are explained.
        </p>
      }
    >
      <SimpleTable
        label="By router and task"
        columns={columns(table)}
        rows={table.rows}
        row_key={(row) => row.key}
        row_tone={(row) => (table.breach && row.named ? "hit" : undefined)}
        tight
        cards={3}
      />
    </Section>
  );
}
