import { SimpleTable, type TableColumn } from "@/components/table";
import { formatList, formatNumber, formatPercent } from "@/lib/kernel/format";
import { BASELINE_LABELS, type BaselineReadiness, type ReadinessAnswer, TESTABLE } from "@/lib/routing";

const COLUMNS: readonly TableColumn<BaselineReadiness>[] = [
  { id: "baseline", header: "Baseline", cell: ({ baseline }) => BASELINE_LABELS[baseline] },
  {
    id: "ready",
    header: "Could be tested",
    cell: ({ ready, baseline }) =>
      ready ? TESTABLE.includes(baseline) ? <b>now</b> : "the data allow it" : "not yet",
  },
  {
    id: "missing",
    header: "What is still missing",
    wide: true,
    cell: ({ missing }) => (missing.length > 0 ? formatList(missing) : "nothing"),
  },
];

type Carried = { key: string; what: string; n: number; of: number };

const CARRIED: readonly TableColumn<Carried>[] = [
  { id: "what", header: "What the log carries", cell: ({ what }) => what },
  { id: "n", header: "Decisions", align: "right", cell: ({ n }) => formatNumber(n) },
  {
    id: "share",
    header: "Of routed, %",
    align: "right",
    cell: ({ n, of }) => (of > 0 ? formatNumber((n / of) * 100, 1) : ""),
  },
];

const carriedOf = (answer: ReadinessAnswer): Carried[] => {
  const line = (key: string, what: string, n: number) => ({ key, what, n, of: answer.routed });
  return [
    line("routed", "Decided by a router, in production", answer.routed),
    line("candidates", "with candidates", answer.with_candidates),
    line("quality", "with quality on every candidate", answer.with_quality),
    line("cost", "with cost on every candidate", answer.with_cost),
    line("latency", "with latency on every candidate", answer.with_latency),
  ];
};

/** "What could be tested now" as a sentence. */
export function readinessFinding(answer: ReadinessAnswer): string {
  if (answer.decisions === 0) return "Nothing can be tested before decisions have come.";
  const now = answer.baselines.filter(({ ready, baseline }) => ready && TESTABLE.includes(baseline));
  return now.length > 0
    ? `${formatPercent(answer.routed / answer.decisions)} of the decisions are a router’s own; a test can run now.`
    : "No baseline can be tested yet.";
}

/** What each baseline still lacks, and what the log carries. */
export function ReadinessTable({ answer }: { answer: ReadinessAnswer }) {
  return (
    <div className="grid gap-8">
      <SimpleTable
        label="Baselines"
        columns={COLUMNS}
        rows={answer.baselines}
        row_key={({ baseline }) => baseline}
        cards={2}
      />
      <SimpleTable
        label="What the log carries"
        columns={CARRIED}
        rows={carriedOf(answer)}
        row_key={({ key }) => key}
        tight
      />
    </div>
  );
}
