import {
  capitalise,
  formatCost,
  formatCount,
  formatNumber,
  formatPercent,
  formatPoints,
  formatSigned,
  numberWord,
} from "@/lib/kernel/format";
import { type Beside, type HarmFigure, type Neutrality, VERDICT_LABELS } from "@/lib/neutrality";

type Difference = { difference: number | null; lower: number | null; upper: number | null };

/** "+0.4 points, between −0.4 and +1.2": of fractions of 1. */
export function pointsWords({ difference, lower, upper }: Difference): string {
  if (difference === null) return "not known";
  const range =
    lower === null || upper === null ? "" : `, between ${formatPoints(lower)} and ${formatPoints(upper)}`;
  return `${formatPoints(difference)} points${range}`;
}

/** "Breach up to 1.05, watch up to 1.15, kept from 1.20." */
export function materialityWords(points: Beside["by_materiality"]): string {
  const runs: { verdict: Neutrality["verdict"]; from: number; to: number }[] = [];
  for (const { verdict, materiality } of points) {
    const last = runs.at(-1);
    if (last?.verdict === verdict) last.to = materiality;
    else runs.push({ verdict, from: materiality, to: materiality });
  }
  const [only] = runs;
  if (runs.length === 1 && only)
    return `${VERDICT_LABELS[only.verdict]} at any materiality from ${formatNumber(only.from, 2)} to ${formatNumber(only.to, 2)}.`;
  const parts = runs.map(({ verdict, from, to }, place) => {
    const word = VERDICT_LABELS[verdict].toLowerCase();
    return place === runs.length - 1
      ? `${word} from ${formatNumber(from, 2)}`
      : `${word} up to ${formatNumber(to, 2)}`;
  });
  return `${capitalise(parts.join(", "))}.`;
}

/** "Both baselines that can be computed say breach." */
export function baselineWords(baselines: Beside["baselines"], verdict: Neutrality["verdict"]): string {
  const told = baselines.filter((each) => each.available && each.verdict !== null);
  const same = told.filter((each) => each.verdict === verdict).length;
  const word = VERDICT_LABELS[verdict].toLowerCase();
  if (told.length === 0) return "No baseline can be computed here.";
  if (told.length === 1) return `One baseline can be computed here; it says ${word}.`;
  return `${capitalise(numberWord(same))} of ${numberWord(told.length)} baselines that can be computed say ${word}.`;
}

const sure = ({ lower, upper }: Difference): boolean =>
  lower !== null && upper !== null && (lower > 0 || upper < 0);

const usd = (value: number): string => `USD\u00a0${formatCost(Math.abs(value))}`;

/** The title over harm: whether customers paid more, as far as it is sure. */
export function harmTitle({ harm }: Beside): string {
  const { cost_usd } = harm;
  if (!cost_usd || cost_usd.difference === null)
    return "What customers paid and got cannot be compared here.";
  if (!sure(cost_usd)) return "Customers paid about what a neutral router would have cost them.";
  return `Customers paid ${usd(cost_usd.difference)} ${cost_usd.difference > 0 ? "more" : "less"} than with a neutral router.`;
}

export function costWords(figure: HarmFigure | null): string | null {
  if (!figure || figure.difference === null) return null;
  const { actual, expected, difference, lower, upper, decisions } = figure;
  const signed = (value: number) => formatSigned(value, 2);
  const range = lower === null || upper === null ? "" : `, between ${signed(lower)} and ${signed(upper)}`;
  return `USD ${formatCost(actual)} expected by the router against ${formatCost(expected)} by the baseline: ${signed(difference)}${range}, over ${formatCount(decisions, "decision")}.`;
}

export function qualityWords(figure: HarmFigure | null): string | null {
  if (!figure || figure.difference === null) return null;
  const { actual, expected, difference, lower, upper } = figure;
  const signed = (value: number) => formatSigned(value, 4);
  const range = lower === null || upper === null ? "" : `, between ${signed(lower)} and ${signed(upper)}`;
  return `Mean expected quality ${formatNumber(actual, 4)} against ${formatNumber(expected, 4)}: ${signed(difference)}${range}.`;
}

export function nearTieWords({ near_ties: found }: Beside): string | null {
  if (found.decisions === 0 || found.observed === null || found.expected === null) return null;
  const declared =
    found.declared === found.decisions
      ? "within the declared band"
      : found.declared === 0
        ? "within 0.02 of quality"
        : "within the declared band, else 0.02 of quality";
  return `In ${formatCount(found.decisions, "decision")} the best of both sides lie ${declared}: the focus won ${formatPercent(found.observed)}, expected ${formatPercent(found.expected)}; ${pointsWords(found)}.`;
}
