import { EQUAL, type JudgedRule, TIE_FIGURES } from "../../rules/rule";
import type { Candidates } from "./candidates";

type Told = Pick<Candidates, "count" | "figures">;

const settle = (gap: number): number => (gap <= EQUAL ? 0 : gap);

/** How far each candidate lies behind the best under the rule, as `gapsOf` has it: of every decision of a day. */
export function fillGaps(rule: JudgedRule, candidates: Told, gaps: Float64Array): void {
  const { count } = candidates;
  if (rule.form === "score") fillScores(rule, candidates, gaps);
  else fillLine(rule, candidates, gaps);
  let least = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < count; nth += 1) least = Math.min(least, gaps[nth] ?? 0);
  for (let nth = 0; nth < count; nth += 1) gaps[nth] = settle((gaps[nth] ?? 0) - least);
  if (rule.ties) partTies(rule.ties, candidates, gaps);
}

function fillScores(
  { weights }: Extract<JudgedRule, { form: "score" }>,
  { count, figures: { quality, log_cost, latency_s } }: Told,
  gaps: Float64Array,
): void {
  let best = Number.NEGATIVE_INFINITY;
  for (let nth = 0; nth < count; nth += 1) {
    // A figure without weight may be unknown.
    let score = weights.quality === 0 ? 0 : weights.quality * (quality[nth] ?? 0);
    if (weights.log_cost !== 0) score += weights.log_cost * (log_cost[nth] ?? 0);
    if (weights.latency_s !== 0) score += weights.latency_s * (latency_s[nth] ?? 0);
    gaps[nth] = score;
    if (score > best) best = score;
  }
  for (let nth = 0; nth < count; nth += 1) gaps[nth] = best - (gaps[nth] ?? 0);
}

function fillLine(
  { relative, at }: Extract<JudgedRule, { form: "line" }>,
  { count, figures: { quality, log_cost } }: Told,
  gaps: Float64Array,
): void {
  let line = at;
  if (relative) {
    let best = Number.NEGATIVE_INFINITY;
    for (let nth = 0; nth < count; nth += 1) best = Math.max(best, quality[nth] ?? 0);
    line = best - at;
  }
  let cheapest = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < count; nth += 1)
    if ((quality[nth] ?? 0) >= line - EQUAL) cheapest = Math.min(cheapest, log_cost[nth] ?? 0);
  for (let nth = 0; nth < count; nth += 1) {
    const good = quality[nth] ?? 0;
    gaps[nth] = good >= line - EQUAL ? (log_cost[nth] ?? 0) - cheapest : line - good;
  }
}

/** Those at 0 are told apart by the figure that the rule's ties name. */
function partTies(ties: NonNullable<JudgedRule["ties"]>, { count, figures }: Told, gaps: Float64Array): void {
  const { figure, sign } = TIE_FIGURES[ties];
  const told = figures[figure];
  let first = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < count; nth += 1)
    if (gaps[nth] === 0) first = Math.min(first, sign * (told[nth] ?? 0));
  for (let nth = 0; nth < count; nth += 1)
    if (gaps[nth] === 0) gaps[nth] = settle(sign * (told[nth] ?? 0) - first);
}
