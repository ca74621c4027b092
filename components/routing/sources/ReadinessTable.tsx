import { SimpleTable, type TableColumn } from "@/components/table";
import { formatList, formatNumber, formatPercent } from "@/lib/kernel/format";
import {
  BASELINE_LABELS,
  type BaselineReadiness,
  type Lack,
  type ReadinessAnswer,
  TESTABLE,
} from "@/lib/routing";

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

const carriedColumns = (header: string): readonly TableColumn<Carried>[] => [
  { id: "what", header, cell: ({ what }) => what },
  { id: "n", header: "Decisions", align: "right", cell: ({ n }) => formatNumber(n) },
  {
    id: "share",
    header: "Of routed, %",
    align: "right",
    cell: ({ n, of }) => (of > 0 ? formatNumber((n / of) * 100, 1) : ""),
  },
];
const CARRIED = carriedColumns("What the log carries");
const DECLARED = carriedColumns("What policies declare where the log carries no candidates");

const lineOf =
  ({ routed }: ReadinessAnswer) =>
  (key: string, what: string, n: number): Carried => ({ key, what, n, of: routed });

const carriedOf = (answer: ReadinessAnswer): Carried[] => {
  const line = lineOf(answer);
  return [
    line("routed", "Decided by a router, in production", answer.routed),
    line("candidates", "with candidates", answer.with_candidates),
    line("quality", "with quality on every candidate", answer.with_quality),
    line("cost", "with cost on every candidate", answer.with_cost),
    line("latency", "with latency on every candidate", answer.with_latency),
  ];
};

const declaredOf = (answer: ReadinessAnswer): Carried[] => {
  const line = lineOf(answer);
  const { decisions, with_quality, with_cost } = answer.from_policy;
  return [
    line("bare", "No candidates in the log", answer.routed - answer.with_candidates),
    line("declared", "with candidates of a policy", decisions),
    line("quality", "with a quality estimate of each", with_quality),
    line("cost", "with tokens and a list price of each", with_cost),
  ];
};

const LACKING: readonly TableColumn<Lack>[] = [
  {
    id: "what",
    header: "What they still lack",
    wide: true,
    cell: ({ what }) => what,
  },
  {
    id: "decisions",
    header: "Decisions",
    align: "right",
    cell: ({ decisions }) => formatNumber(decisions),
  },
];

/** "What could be tested now" as a sentence. */
export function readinessFinding(answer: ReadinessAnswer): string {
  if (answer.decisions === 0) return "Nothing can be tested before decisions have come.";
  const now = answer.baselines.filter(({ ready, baseline }) => ready && TESTABLE.includes(baseline));
  return now.length > 0
    ? `${formatPercent(answer.routed / answer.decisions)} of the decisions are a router’s own; a test can run now.`
    : "No baseline can be tested yet.";
}

/** What each baseline still lacks, what the log carries, and what policies declare where it carries no candidates. */
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
      {answer.routed > answer.with_candidates ? (
        <SimpleTable
          label="What policies declare"
          columns={DECLARED}
          rows={declaredOf(answer)}
          row_key={({ key }) => key}
          tight
        />
      ) : null}
      {answer.from_policy.lacking.length > 0 ? (
        <SimpleTable
          label="What decisions without logged candidates lack"
          columns={LACKING}
          rows={answer.from_policy.lacking}
          row_key={({ what }) => what}
          cards={2}
        />
      ) : null}
    </div>
  );
}
