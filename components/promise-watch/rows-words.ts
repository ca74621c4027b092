import type { CheckMetric, ResultFigures, ResultMeasure } from "@/lib/commitments";
import { capitalise, formatNumber } from "@/lib/kernel/format";
import { focusWords } from "./focus-words";
import { measureValue } from "./metric-words";

type Metric = CheckMetric["metric"];
export type BehindRow = ResultFigures["rows"][number];

/** Within what the two sides of a figure are compared; the rows behind it are not. */
const CELLS: Partial<Record<Metric, string>> = {
  score_honesty: "day, router, task and tenth of predicted quality",
  latency_parity: "day, router and task",
  error_parity: "day, router and task",
  eligibility_parity: "day, router and task",
  exclusion_parity: "day, router and task",
};

/** Why the rows behind a figure do not give it; null where they do. */
export function comparedWords(metric: Metric): string | null {
  const cells = CELLS[metric];
  if (cells === undefined) return null;
  const sign =
    metric === "score_honesty"
      ? "Below 0: outcomes were better than the router predicted; above 0: its scores flatter. "
      : "";
  return `${sign}The figure compares like with like, within each ${cells}. The rows are plain averages over everything: where the two sides do other work they differ by more, or by less, than the figure says.`;
}

/** What the values of the rows are, where "Value" does not tell. */
const VALUE_HEADERS: Partial<Record<Metric, string>> = {
  score_honesty: "Predicted less outcome",
  latency_parity: "Mean latency",
  error_parity: "Failed",
  eligibility_parity: "Eligible, or among the candidates",
};

/** Whose figure is a difference of shares, in points, and whose rows are these shares. */
const SHARES: readonly Metric[] = ["eligibility_parity", "error_parity", "exclusion_parity"];

export const valueHeader = (metric: Metric): string => VALUE_HEADERS[metric] ?? "Value";

/** Whose a row is; the rows of exclusion are of what was decided by whom, all of them shares of the focus. */
export function groupWords(metric: Metric, group: BehindRow["group"], focus: string): string {
  if (group === null) return "";
  if (metric === "exclusion_parity") return group === "own" ? "decided by no router" : "decided by a router";
  return group === "own" ? focusWords(focus) : "all others";
}

/** What a row is about. */
export function rowLabel(metric: Metric, { label }: BehindRow, focus: string): string {
  if (metric !== "share_ceiling") return label.replaceAll("_", " ");
  return label === "focus" ? capitalise(focusWords(focus)) : "All others";
}

/** A row's value; latencies are kept as logarithms of milliseconds. */
export function rowValue(metric: Metric, value: number, unit: ResultMeasure["unit"]): string {
  if (metric === "latency_parity") return `${formatNumber(Math.exp(value))} ms`;
  return measureValue(value, SHARES.includes(metric) && unit === "points" ? "share" : unit);
}
